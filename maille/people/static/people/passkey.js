// Passkeys, around the library's own scripts: show what needs them, and say in words when the key did not answer.

const hidden = document.querySelectorAll("#passkey[hidden], [data-needs-passkey][hidden]");
if (window.PublicKeyCredential) {
  for (const element of hidden) element.hidden = false;
} else {
  for (const element of document.querySelectorAll("[data-without-passkey][hidden]")) element.hidden = false;
}

// The library announces every failure here: the person closed the window, no key, the device said no.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const error = document.getElementById("passkey_error");
  if (error) error.hidden = false;
});

for (const button of document.querySelectorAll("#passkey_login, [data-passkey-button]")) {
  button.addEventListener("click", () => {
    const error = document.getElementById("passkey_error");
    if (error) error.hidden = true;
  });
}
