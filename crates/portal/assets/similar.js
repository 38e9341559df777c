// Shows what is there already that is like what is being typed. The page says where to ask, of which fields, and in which words.
"use strict";
(() => {
  const place = document.querySelector("[data-similar]");
  if (!place) return;
  const fields = place.dataset.of.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  const letters = 160;
  let timer, asking, asked = "";

  const wordsOf = (one) => one[place.dataset.words];

  const node = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };

  const item = (one) => {
    const all = wordsOf(one);
    const language = all[document.documentElement.lang] ? document.documentElement.lang : Object.keys(all)[0];
    const words = all[language];
    const link = node("a", words.length > letters ? `${words.slice(0, letters)}…` : words);
    link.href = `${place.dataset.page}/${encodeURIComponent(one.id)}`;
    // What was typed stays where it is.
    link.target = "_blank";
    link.rel = "noopener";
    link.lang = language;
    const row = node("li", "");
    row.append(link);
    return row;
  };

  const show = (items) => {
    place.replaceChildren();
    if (!items.length) return;
    const list = node("ul", "");
    list.append(...items.map(item));
    place.append(node("p", place.dataset.title), list);
  };

  const ask = async () => {
    const text = fields.map((field) => field.value.trim()).filter(Boolean).join("\n");
    if (text === asked) return;
    asked = text;
    asking?.abort();
    if (text.length < 6) return show([]);
    asking = new AbortController();
    try {
      const answer = await fetch(place.dataset.similar, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ text }),
        signal: asking.signal,
      });
      // Asked too often, or out of reach: the next step of the form shows the same.
      if (answer.ok) show((await answer.json()).items.filter(wordsOf));
    } catch {}
  };

  for (const field of fields) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 600);
    });
  }
})();
