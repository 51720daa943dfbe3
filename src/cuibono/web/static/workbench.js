// What a page can do more with JavaScript: one key a judgement, files dropped, words picked by
// mouse. Without it every button, link and form still works.
(() => {
  "use strict";
  const OFF = "cuibono-keys-off";
  const SILENT = "The workbench does not answer. Is cuibono serve still running?";
  const say = (text) => {
    const place = document.getElementById("said");
    if (!place) return;
    place.textContent = text;
    place.hidden = false;
  };

  // --- one key for each button that names one --------------------------------------------
  const typing = (at) => at && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) &&
    !/^(checkbox|radio|submit|button)$/.test(at.type || "");
  let busy = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && typing(document.activeElement)) {
      document.activeElement.blur();
      return;
    }
    if (typing(event.target) || localStorage.getItem(OFF)) return;
    const wanted = [...document.querySelectorAll("[data-key]")].find((e) => e.dataset.key === event.key);
    if (!wanted) return;
    event.preventDefault();
    if (busy || event.repeat) return; // a key that is held down judges once
    if (wanted.tagName === "DETAILS") {
      wanted.open = true;
      const first = wanted.querySelector("input:not([type=hidden]), select, textarea, button");
      if (first) first.focus();
    } else {
      wanted.click();
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "keys") {
      event.target.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1");
    }
  });

  // --- pages that come without a reload ---------------------------------------------------
  document.addEventListener("htmx:before:request", () => { busy = true; });
  document.addEventListener("htmx:finally:request", () => { busy = false; });
  document.addEventListener("htmx:error", (event) => {
    if (event.detail.ctx && !event.detail.ctx.response) say(SILENT);
  });
  document.addEventListener("htmx:after:settle", () => {
    const heading = document.querySelector("[data-focus]");
    if (heading) heading.focus({ preventScroll: false });
    ready();
  });

  // --- words picked by mouse ------------------------------------------------------------
  // Where words are selected in a passage that names its place, forms learn their characters.
  const characters = (node, offset, root) => {
    const before = document.createRange();
    before.setStart(root, 0);
    before.setEnd(node, offset);
    const held = before.cloneContents();
    held.querySelectorAll(".n").forEach((n) => n.remove());
    return [...held.textContent].length; // characters as the ledger counts them, not halves
  };
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    const root = range.commonAncestorContainer.parentElement?.closest("[data-start]") ||
      (range.commonAncestorContainer.closest && range.commonAncestorContainer.closest("[data-start]"));
    const form = document.querySelector("form[data-span]");
    if (!root || !form) return;
    const at = Number(root.dataset.start);
    const raw = chosen.toString();
    const lead = [...raw].length - [...raw.trimStart()].length;
    const trail = [...raw].length - [...raw.trimEnd()].length;
    const start = at + characters(range.startContainer, range.startOffset, root) + lead;
    const end = at + characters(range.endContainer, range.endOffset, root) - trail;
    if (end <= start) return;
    for (const [name, value] of [["start", start], ["end", end], ["words", raw.trim()]]) {
      const place = form.querySelector(`[data-of="${name}"]`);
      if (place) place.value = value;
    }
  });

  // --- files that are dropped ------------------------------------------------------------
  function dropping() {
    const form = document.querySelector("form[data-drop]");
    if (!form || form.dataset.ready) return;
    form.dataset.ready = "1";
    const over = (on) => form.classList.toggle("over", on);
    for (const name of ["dragenter", "dragover"]) {
      form.addEventListener(name, (event) => { event.preventDefault(); over(true); });
    }
    form.addEventListener("dragleave", () => over(false));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      over(false);
      const files = event.dataTransfer.files;
      if (!files.length) return;
      form.querySelector("input[type=file]").files = files;
      send(form);
    });
    form.addEventListener("submit", (event) => { event.preventDefault(); send(form); });
  }
  function send(form) {
    const bar = form.querySelector("progress"), told = form.querySelector("[data-told]");
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    bar.hidden = false;
    told.textContent = "Sending the files";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) { bar.max = event.total; bar.value = event.loaded; }
    });
    request.addEventListener("load", () => {
      if (request.status === 200) { location.href = JSON.parse(request.responseText).at; return; }
      bar.hidden = true;
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      told.textContent = page.querySelector("main")?.innerText.trim() || page.body.innerText.trim();
    });
    request.addEventListener("error", () => {
      bar.hidden = true;
      told.textContent = SILENT;
    });
    request.send(new FormData(form));
  }

  function ready() {
    dropping();
    const keys = document.getElementById("keys");
    if (keys) keys.checked = !localStorage.getItem(OFF);
    document.querySelectorAll("[data-js]").forEach((e) => { e.hidden = false; });
  }
  ready();
})();
