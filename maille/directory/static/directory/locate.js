// "Près de moi": adds a button that fills the hidden position of a search form. Without it, "Où ?" does the same.
const form = document.querySelector("form[data-locate]");

if (form && "geolocation" in navigator && window.isSecureContext) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--secondary";
  button.textContent = form.dataset.locateLabel;
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.className = "soft small";
  form.querySelector("[data-actions]").append(button, status);

  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(found, missing, { timeout: 10000, maximumAge: 300000 });
  });

  const found = ({ coords }) => {
    // About a hundred metres: enough to sort places, too little to know a door.
    setHidden("lat", coords.latitude.toFixed(3));
    setHidden("lon", coords.longitude.toFixed(3));
    form.elements.ou.value = "";
    form.submit();
  };

  const missing = () => {
    button.disabled = false;
    status.textContent = form.dataset.locateFailure;
    form.elements.ou.focus();
  };

  const setHidden = (name, value) => {
    const input = form.elements[name] ?? Object.assign(document.createElement("input"), { type: "hidden", name });
    input.value = value;
    if (!input.isConnected) form.append(input);
  };
}
