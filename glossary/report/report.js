"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const one = (selector, inside) => (inside || document).querySelector(selector);
  const all = (selector, inside) => [...(inside || document).querySelectorAll(selector)];
  const card = document.getElementById("card"), panel = document.getElementById("panel"), said = document.getElementById("said");
  const small = matchMedia("(max-width: 56rem)");
  const mentions = all("#text .m");
  const parts = new Map();
  for (const m of mentions) {
    const n = +m.dataset.m;
    if (!parts.has(n)) parts.set(n, []);
    parts.get(n).push(m);
  }
  const places = [];
  data.group.forEach((g, n) => (places[g] = places[g] || []).push(n));
  if (mentions.length) mentions[0].tabIndex = 0;
  let here = -1, pinned = false, shown = -1;

  function make(tag, text, name) {
    const node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    if (name) node.className = name;
    return node;
  }

  function show(n, pin) {
    const [en, acronym, full, why, sure, confidence, forms, others, kind] = data.cards[data.of[n]];
    const m = parts.get(n)[0], group = places[data.group[n]], at = group.indexOf(n);
    card.replaceChildren(make("h3", en ? en + (acronym && acronym !== en ? ` (${acronym})` : "") : "no English known"));
    if (full) { const p = make("p", full); p.lang = "zh"; card.append(p); }
    if (forms.length) card.append(make("p", "also " + forms.join("; "), "small"));
    const block = m.closest("[data-w]");
    card.append(make("p", `${why === "termbase" ? "from the termbase" : why}${block && block.dataset.w ? " · " + block.dataset.w : ""}`, "small"));
    if (!sure) card.append(make("p", `Not sure: right in about ${confidence}% of such places.`, "mark"));
    if (others.length) {
      card.append(make("p", "It could also be", "small"));
      const list = make("ul");
      for (const [zh, other, because] of others) list.append(make("li", `${other || "?"} (${zh})${because ? ": " + because : ""}`));
      card.append(list);
    }
    if (group.length > 1) {
      const nav = make("nav"), back = make("button", "‹"), on = make("button", "›");
      back.type = on.type = "button";
      back.setAttribute("aria-label", "previous place"); on.setAttribute("aria-label", "next place");
      back.onclick = () => go(group[(at + group.length - 1) % group.length]);
      on.onclick = () => go(group[(at + 1) % group.length]);
      nav.append(back, make("span", `${at + 1} of ${group.length}`), on);
      card.append(nav);
    }
    const close = make("button", "×", "close");
    close.type = "button";
    close.setAttribute("aria-label", "close");
    close.onclick = hide;
    card.append(close);
    card.hidden = false;
    shown = n; pinned = pin;
    if (!small.matches) {
      const spot = m.getClientRects()[0], wide = card.offsetWidth, high = card.offsetHeight;
      const below = spot.bottom + high + 12 < innerHeight || spot.top < high + 50;
      card.style.left = `${Math.max(8, Math.min(spot.left, document.documentElement.clientWidth - wide - 12)) + scrollX}px`;
      card.style.top = `${(below ? spot.bottom + 8 : spot.top - high - 8) + scrollY}px`;
    }
    if (pin) said.textContent = `${m.textContent}, ${kind}: ${en || "no English known"}. ${why}. Place ${at + 1} of ${group.length}.`;
  }

  function hide() { card.hidden = true; pinned = false; shown = -1; }

  function mark(n) {
    for (const m of all(".m.here, .m.same")) m.classList.remove("here", "same");
    const group = places[data.group[n]];
    for (const other of group) for (const m of parts.get(other) || []) m.classList.add(other === n ? "here" : "same");
    for (const button of all(".list button.chosen")) button.classList.remove("chosen");
    for (const button of all(`.list button[data-g="${data.group[n]}"]`)) {
      button.classList.add("chosen");
      const line = button.parentElement, box = line.parentElement, at = line.offsetTop - box.offsetTop;
      if (at < box.scrollTop || at + line.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = at - box.clientHeight / 3;
    }
    for (const strip of all(".strip")) {
      const starts = JSON.parse(strip.nextElementSibling.textContent), first = starts[0], ticks = one(".ticks", strip);
      ticks.replaceChildren();
      for (const other of group) {
        const start = starts[1 + other - first];
        if (other < first || start === undefined) continue;
        const tick = document.createElementNS("http://www.w3.org/2000/svg", "rect");
        const box = { x: start / 10000 * 120, y: 0, width: 0.35, height: 20 };
        for (const key in box) tick.setAttribute(key, box[key]);
        tick.dataset.m = other;
        ticks.append(tick);
      }
    }
  }

  function go(n) {
    const m = (parts.get(n) || [])[0];
    if (!m) return;
    panel.classList.remove("open");
    one("#open").setAttribute("aria-expanded", "false");
    for (const other of all('#text .m[tabindex="0"]')) other.tabIndex = -1;
    m.tabIndex = 0;
    here = n;
    mark(n);
    m.scrollIntoView({ block: small.matches ? "start" : "center" });
    m.focus({ preventScroll: true });
    show(n, true);
  }

  const text = document.getElementById("text");
  text.addEventListener("click", (event) => {
    const m = event.target.closest(".m, .strip rect");
    if (m) { if (!String(getSelection())) go(+m.dataset.m); } else hide();
  });
  let waiting = 0;
  text.addEventListener("mouseover", (event) => {
    const m = event.target.closest(".m");
    clearTimeout(waiting);
    if (m && !pinned && !small.matches) waiting = setTimeout(() => show(+m.dataset.m, false), 120);
  });
  text.addEventListener("mouseout", (event) => {
    clearTimeout(waiting);
    if (!pinned && event.target.closest(".m")) waiting = setTimeout(() => { if (!pinned && !card.matches(":hover")) hide(); }, 250);
  });
  card.addEventListener("mouseleave", () => { if (!pinned) hide(); });
  text.addEventListener("focusin", (event) => {
    const m = event.target.closest(".m");
    if (m && +m.dataset.m !== shown) { here = +m.dataset.m; mark(here); show(here, true); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { hide(); panel.classList.remove("open"); return; }
    if (event.altKey || event.ctrlKey || event.metaKey || !event.target.closest("#text .m")) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step && parts.has(here + step)) { event.preventDefault(); go(here + step); }
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); go(here); }
    if (event.key === "n" || event.key === "p") {
      const group = places[data.group[here]];
      go(group[(group.indexOf(here) + (event.key === "n" ? 1 : group.length - 1)) % group.length]);
    }
  });

  const tabs = all('[role="tab"]');
  function choose(tab) {
    for (const other of tabs) {
      const chosen = other === tab;
      other.setAttribute("aria-selected", chosen);
      other.tabIndex = chosen ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).classList.toggle("now", chosen);
    }
  }
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) { const next = tabs[(i + step + tabs.length) % tabs.length]; choose(next); next.focus(); }
    });
  });
  choose(tabs[0]);

  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-g], button[data-j], button[data-p]");
    if (!button) return;
    if (button.dataset.j) return go(+button.dataset.j);
    if (button.dataset.p) {  // each click shows the next paragraph
      const near = button.dataset.p.split(" ").map(Number), next = near[(near.indexOf(here) + 1) % near.length];
      go(next);
      const block = parts.get(next)[0].closest("[data-w]");
      for (const other of all(".pair")) other.classList.remove("pair");
      if (block) block.classList.add("pair");
      return;
    }
    const group = places[+button.dataset.g], at = group.indexOf(here);
    go(group[(at + 1) % group.length]);
  });
  one("#open").addEventListener("click", () => { hide(); panel.classList.add("open"); one("#open").setAttribute("aria-expanded", "true"); one("#filter").focus(); });
  one("#close").addEventListener("click", () => { panel.classList.remove("open"); one("#open").setAttribute("aria-expanded", "false"); });

  function follow() {
    const wanted = /^#m(\d+)$/.exec(location.hash);
    if (wanted) go(+wanted[1]);
  }
  addEventListener("hashchange", follow);
  follow();

  const list = one("#terms .list"), lines = all("li", list);
  const words = lines.map((line) => line.textContent.toLowerCase());
  function sift() {
    const wanted = one("#filter").value.trim().toLowerCase(), kind = one("#kind").value;
    let left = 0;
    lines.forEach((line, i) => {
      line.hidden = !((!wanted || words[i].includes(wanted)) && (!kind || line.dataset.k.includes(kind)));
      left += !line.hidden;
    });
    one("#none").hidden = left > 0;
  }
  one("#filter").addEventListener("input", sift);
  one("#kind").addEventListener("change", sift);
  one("#sort").addEventListener("change", (event) => {
    const by = event.target.value, read = (line, name) => one(name, line).textContent;
    const zh = new Intl.Collator("zh"), en = new Intl.Collator("en");
    const orders = {
      place: (a, b) => lines.indexOf(a) - lines.indexOf(b),
      count: (a, b) => read(b, ".count") - read(a, ".count"),
      zh: (a, b) => zh.compare(read(a, ".zh"), read(b, ".zh")),
      en: (a, b) => en.compare(read(a, ".en"), read(b, ".en")),
    };
    list.append(...[...lines].sort(orders[by]));
  });
})();
