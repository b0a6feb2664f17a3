// Asks the device to make a passkey or to sign in with one. The form that it stands in for is hidden until then: the
// password does the same without scripts, and in browsers that know no passkeys.
(() => {
  const known = globalThis.PublicKeyCredential;
  if (!known?.parseCreationOptionsFromJSON || !known.parseRequestOptionsFromJSON) return;

  const ways = {
    create: (options) => navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(options) }),
    get: (options) => navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(options) }),
  };
  const faults = {
    InvalidStateError: "This device has a passkey for your account already.",
    NotAllowedError: "The device did not go on. Please try again.",
  };

  const answer = async (form) => {
    const asked = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    const told = await asked.json();
    if (!asked.ok) throw { told: told.error };
    const credential = await ways[form.dataset.passkey](told.options);
    form.elements.challenge.value = told.challenge;
    form.elements.answer.value = JSON.stringify(credential.toJSON());
    // It was looked at, and need not travel again.
    if (form.elements.password) form.elements.password.disabled = true;
    form.submit();
  };

  const start = async (form) => {
    const fault = form.querySelector("[data-passkey-fault]");
    const button = form.querySelector("button");
    fault.hidden = true;
    button.disabled = true;
    try {
      await answer(form);
    } catch (error) {
      fault.textContent = error.told ?? faults[error.name] ?? "That did not work. Please try again.";
      fault.hidden = false;
      button.disabled = false;
    }
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      start(form);
    });
    form.hidden = false;
  }
  for (const text of document.querySelectorAll("[data-passkey-missing]")) text.hidden = true;
})();
