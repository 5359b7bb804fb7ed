// Scanning the squares of slips and labels with the camera, where the browser can read them and the page is served safely.
// Elsewhere the button does not show: a typed code, or a scanner that types, does the same.

const AGAIN = 3000;

export async function offer(onCode) {
  const button = document.querySelector("[data-scan-button]");
  const readable = "BarcodeDetector" in window && navigator.mediaDevices?.getUserMedia;
  if (!button || !readable || !(await BarcodeDetector.getSupportedFormats()).includes("qr_code")) return;
  document.querySelector("[data-scan]").hidden = false;
  const camera = document.querySelector("[data-camera]");
  const video = camera.querySelector("video");
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  let last = "";
  let until = 0;

  async function look() {
    if (camera.hidden) return;
    const [found] = await detector.detect(video).catch(() => []);
    if (found && (found.rawValue !== last || Date.now() > until)) {
      last = found.rawValue;
      until = Date.now() + AGAIN;
      onCode(found.rawValue);
    }
    setTimeout(look, 150);
  }

  button.addEventListener("click", async () => {
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      return document.getElementById("typed").focus(); // the person said no, or another program holds the camera
    }
    camera.hidden = false;
    await video.play();
    look();
  });
  document.querySelector("[data-scan-close]").addEventListener("click", () => {
    for (const track of video.srcObject?.getTracks() ?? []) track.stop();
    camera.hidden = true;
    button.focus();
  });
}
