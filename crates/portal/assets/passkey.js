// Asks a device for a passkey. The page says where to ask, and what to say when it does not work.
"use strict";
(() => {
  const toBytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  class Refused extends Error {}

  const send = async (address, body) => {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Refused(answer.detail);
    return answer;
  };

  const named = (list) => list.map((one) => ({ ...one, id: toBytes(one.id) }));

  const create = async (options) => {
    const made = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        user: { ...options.user, id: toBytes(options.user.id) },
        excludeCredentials: named(options.excludeCredentials ?? []),
      },
    });
    return [made, {
      attestationObject: toText(made.response.attestationObject),
      clientDataJSON: toText(made.response.clientDataJSON),
    }];
  };

  const get = async (options) => {
    const shown = await navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        allowCredentials: named(options.allowCredentials ?? []),
      },
    });
    const handle = shown.response.userHandle;
    return [shown, {
      authenticatorData: toText(shown.response.authenticatorData),
      clientDataJSON: toText(shown.response.clientDataJSON),
      signature: toText(shown.response.signature),
      userHandle: handle && handle.byteLength > 0 ? toText(handle) : null,
    }];
  };

  const answers = { create, get };

  for (const part of document.querySelectorAll("[data-passkey]")) {
    const words = part.dataset;
    const button = part.querySelector("button");
    const said = part.querySelector("[role=alert]");
    const field = words.field ? document.getElementById(words.field) : null;
    if (location.origin !== words.origin) {
      said.textContent = words.elsewhere;
      continue;
    }
    if (!window.PublicKeyCredential) {
      said.textContent = words.unable;
      continue;
    }
    button.hidden = false;
    button.addEventListener("click", async () => {
      said.textContent = "";
      if (field && !field.reportValidity()) return;
      button.disabled = true;
      try {
        const asked = await send(words.begin, field ? { address: field.value } : { again: true });
        let to = asked.to;
        if (!to) {
          const [credential, response] = await answers[words.passkey](asked.options);
          const id = toText(credential.rawId);
          to = (await send(words.finish, {
            token: asked.token,
            next: words.next,
            credential: { id, rawId: id, type: credential.type, response },
          })).to;
        }
        location.assign(to);
      } catch (error) {
        const unreached = error instanceof TypeError || error instanceof SyntaxError;
        said.textContent = error instanceof Refused ? error.message : unreached ? words.unreached : words.failed;
        button.disabled = false;
        button.focus();
      }
    });
  }
})();
