"use strict";

/* Passkeys need this file. A form with data-passkey asks the server what is wanted, the browser for a passkey, and is
   then sent with the browser's answer. Where a browser knows no passkeys, or the page did not come by https, the form
   stays hidden and a sentence says so. */

const passkeysWork = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);

for (const sentence of document.querySelectorAll("[data-passkeys-unknown]")) sentence.hidden = passkeysWork;

for (const form of passkeysWork ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const problem = form.querySelector("[role=alert]");
    button.disabled = true;
    problem.hidden = true;
    answerOf(form)
      .then((answer) => {
        form.elements.passkey.value = JSON.stringify(answer);
        form.submit();
      })
      .catch((refusal) => {
        problem.textContent = form.dataset[refusal.name === "InvalidStateError" ? "known" : "failed"];
        problem.hidden = false;
        button.disabled = false;
      });
  });
}

async function answerOf(form) {
  const response = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!response.ok) throw new Error(String(response.status));
  const options = await response.json();
  const credential = form.dataset.passkey === "create"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return credential.toJSON();
}
