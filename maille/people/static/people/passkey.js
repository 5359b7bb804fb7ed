// Passkeys, around the library's own scripts: show what needs them, and say in words when the key did not answer.

// A key belongs to a name: at an address made of numbers (http://127.0.0.1) the browser refuses every key.
const isNumbers = /^\[|^[\d.]+$/.test(location.hostname);
const usable = "PublicKeyCredential" in window && !isNumbers;

for (const element of document.querySelectorAll(usable ? "[data-needs-passkey]" : "[data-without-passkey]")) {
  element.hidden = false;
}

const error = document.getElementById("passkey_error");

// The library announces every failure here: the person closed the window, no key, the device said no.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  if (error) error.hidden = false;
});

for (const button of document.querySelectorAll("[data-passkey-button]")) {
  button.addEventListener("click", () => {
    if (error) error.hidden = true;
  });
}
