// The page without reloading it: sends, keeps what could not be sent, counts, grows. Everything
// also works by plain forms when this file does not run.
"use strict";
(function () {
  var QUEUE = "shenbao.queue", TYPED = "shenbao.typed", ROW = "shenbao.row", SEEN = "shenbao.seen";
  var busy = false, timer = 0;

  function $(id) { return document.getElementById(id); }
  function read(name, other) {
    try { return JSON.parse(localStorage.getItem(name)) || other; } catch (e) { return other; }
  }
  function write(name, value) {
    try {
      if (value === null) localStorage.removeItem(name);
      else localStorage.setItem(name, JSON.stringify(value));
    } catch (e) { /* a private window keeps nothing */ }
  }
  function freshId() {
    var bytes = new Uint8Array(12);
    crypto.getRandomValues(bytes);
    return Array.prototype.map.call(bytes, function (b) { return (b + 256).toString(16).slice(1); }).join("");
  }
  function token() { var one = document.querySelector("input[name=token]"); return one ? one.value : ""; }
  function shown() {
    // The last message is asked for again: it is shown in full once another one follows it.
    return Math.max(0, last() - 1);
  }
  function last() { return Number($("now").dataset.last); }
  function isWide() { return matchMedia("(min-width: 68rem)").matches; }
  function tell(name) {
    var notice = $("notice");
    notice.hidden = !name;
    notice.textContent = name ? notice.dataset[name] : "";
  }
  function toEnd(atOnce) {
    var calm = atOnce || matchMedia("(prefers-reduced-motion: reduce)").matches;
    var mine = document.querySelectorAll("#log > .mine");
    var target = mine.length ? mine[mine.length - 1] : $("end");
    var now = $("now");
    if (mine.length && target.offsetHeight > window.innerHeight * 0.3 && target.nextElementSibling) {
      target = target.nextElementSibling; // a long text of one's own is not read again
      if (!target.offsetHeight) target = now;
    }
    // What was asked last shall be seen from its beginning; a short one stands at the foot.
    var room = window.innerHeight - $("field").offsetHeight - document.querySelector(".top").offsetHeight;
    var height = now.getBoundingClientRect().bottom - target.getBoundingClientRect().top;
    (height < room ? $("end") : target).scrollIntoView({ block: height < room ? "end" : "start", behavior: calm ? "auto" : "smooth" });
  }

  function grow() {
    var box = $("text");
    if (window.CSS && CSS.supports("field-sizing", "content")) return;
    box.style.height = "auto";
    box.style.height = Math.min(box.scrollHeight + 2, window.innerHeight * 0.45) + "px";
  }
  function count() {
    var counter = $("counter");
    if (!counter) return;
    var used = Number(counter.dataset.used) + Array.from($("text").value.replace(/\s/g, "")).length;
    var over = used - Number(counter.dataset.maximum);
    counter.classList.toggle("over", over > 0);
    counter.textContent = counter.dataset.counter.replace("#", used) + (over > 0 ? " · " + counter.dataset.over.replace("#", over) : "");
  }

  function show(said) {
    var item = document.createElement("li"), bubble = document.createElement("div");
    item.className = "mine unsent";
    bubble.className = "bubble";
    bubble.textContent = said;
    item.appendChild(bubble);
    $("log").appendChild(item);
    return item;
  }

  function cells() { return document.querySelectorAll(".row input[name=cell]"); }
  function keepRow() {
    var typed = Array.from(cells(), function (cell) { return cell.value; });
    write(ROW, typed.some(Boolean) ? { field: $("text").dataset.field, cells: typed } : null);
  }
  function restoreRow() {
    var typed = read(ROW, null), boxes = cells();
    if (!typed || typed.field !== $("text").dataset.field || typed.cells.length !== boxes.length) return;
    boxes.forEach(function (cell, at) { if (!cell.value) cell.value = typed.cells[at]; });
  }

  function put(name, text) {
    var old = $(name), made = text.querySelector("#" + name);
    if (old && made) old.replaceWith(document.importNode(made, true));
  }
  function take(html) {
    var text = new DOMParser().parseFromString(html, "text/html");
    if (!text.querySelector("#now")) return false;
    var box = $("text"), typed = box.value, hadFocus = document.activeElement === box;
    var cell = Array.from(cells()).indexOf(document.activeElement);
    document.querySelectorAll("#log > .unsent").forEach(function (one) { one.remove(); });
    document.querySelectorAll("#log > [data-row='0']").forEach(function (one) { one.remove(); });
    text.querySelectorAll("#log > li").forEach(function (one) {
      var made = document.importNode(one, true);
      var old = document.querySelector("#log > [data-row='" + one.dataset.row + "']");
      if (old) old.replaceWith(made); else $("log").appendChild(made);
    });
    put("door", text); put("bar", text); put("now", text); put("field", text); put("whole", text);
    $("text").value = typed;
    if (hadFocus) $("text").focus();
    restoreRow();
    if (cells()[cell]) cells()[cell].focus();
    write(SEEN, last());
    wire(); grow(); count();
    read(QUEUE, []).forEach(function (waiting) { show(waiting.said); });
    toEnd();
    return true;
  }

  function send() {
    var queue = read(QUEUE, []);
    if (busy || !queue.length) return;
    busy = true;
    var one = queue[0], body = new FormData();
    body.append("token", token());
    body.append("id", one.id);
    body.append("piece", "true");
    body.append("after", shown());
    body.append("wide", isWide());
    one.values.forEach(function (pair) { body.append(pair[0], pair[1]); });
    fetch("/say", { method: "POST", body: body, credentials: "same-origin" }).then(function (answer) {
      if (answer.status === 429 || answer.status >= 500) throw new Error("later");
      return answer.text().then(function (html) {
        busy = false;
        write(QUEUE, read(QUEUE, []).filter(function (each) { return each.id !== one.id; }));
        tell("");
        if (answer.ok && take(html)) return send();
        if (answer.status === 403) { restore(one); tell("closed"); return refresh(); }
        document.open(); document.write(html); document.close();
      });
    }).catch(function () {
      busy = false;
      tell("waiting");
      clearTimeout(timer);
      timer = setTimeout(send, 4000);
    });
  }
  function sendFile(form) {
    var body = new FormData(form), size = body.get("file").size;
    body.append("piece", "true");
    body.append("after", shown());
    form.reset();
    if (size > Number(form.dataset.most)) { tell("large"); return; } // else it would go up for nothing
    tell("sending");
    fetch("/file", { method: "POST", body: body, credentials: "same-origin" }).then(function (answer) {
      return answer.text().then(function (html) {
        tell("");
        if (answer.ok && take(html)) return;
        if (answer.status === 413) { tell("large"); return; }
        document.open(); document.write(html); document.close();
      });
    }).catch(function () { tell("file"); });
  }
  function restore(one) {
    var text = one.values.filter(function (pair) { return pair[0] === "text"; })[0];
    if (text && !$("text").value) $("text").value = text[1];
    var row = one.values.filter(function (pair) { return pair[0] === "cell"; });
    row.forEach(function (pair, at) { if (cells()[at] && !cells()[at].value) cells()[at].value = pair[1]; });
    if (row.length) keepRow();
    document.querySelectorAll("#log > .unsent").forEach(function (item) { item.remove(); });
  }
  function refresh() {
    return fetch("/now?after=" + shown() + "&wide=" + isWide(), { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (html) { if (html) take(html); })
      .catch(function () { /* the page stays as it is */ });
  }
  function enqueue(values, said) {
    var queue = read(QUEUE, []);
    queue.push({ id: freshId(), values: values, said: said });
    write(QUEUE, queue);
    if (read(QUEUE, []).length !== queue.length) return false; // nothing can be kept: use the plain form
    show(said); toEnd(); tell("sending"); send();
    return true;
  }

  function onSubmit(event) {
    var form = event.target, button = event.submitter;
    if (form.getAttribute("action") !== "/say") return;
    var values = [], said = "";
    if (button && button.name === "choice") {
      values = [["choice", button.value]];
      said = button.dataset.said || button.textContent.trim();
    } else if (form.getAttribute("id") === "say") {
      said = $("text").value;
      if (!said.trim()) { event.preventDefault(); $("text").focus(); return; }
      values = [["text", said]];
    } else {
      form.querySelectorAll("input[name=cell]").forEach(function (cell) { values.push(["cell", cell.value]); });
      said = values.map(function (pair) { return pair[1]; }).filter(Boolean).join("，");
      if (!said) { event.preventDefault(); return; }
    }
    if (read(QUEUE, []).some(function (each) { return JSON.stringify(each.values) === JSON.stringify(values); })) {
      event.preventDefault(); // tapped twice
      return;
    }
    if (read(QUEUE, []).length) { // what is shown may not be what is asked once the earlier one arrives
      event.preventDefault();
      tell("earlier");
      return;
    }
    if (!enqueue(values, said)) return;
    event.preventDefault();
    if (form.getAttribute("id") === "say") { $("text").value = ""; write(TYPED, null); grow(); count(); }
    if (form.classList.contains("row")) { cells().forEach(function (cell) { cell.value = ""; }); write(ROW, null); }
  }
  function onKey(event) {
    // A line break belongs to long answers; with a keyboard Ctrl+Enter sends those.
    if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
    var isLong = $("text").getAttribute("enterkeyhint") === "enter";
    if (isLong && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    $("say").requestSubmit();
  }
  function edit() {
    $("text").value = document.querySelector(".standing .text").textContent;
    grow(); count(); $("text").focus();
  }
  function wire() {
    document.querySelectorAll("[data-edit]").forEach(function (one) {
      one.hidden = false;
      one.addEventListener("click", edit);
    });
    var box = $("text");
    box.addEventListener("input", function () {
      write(TYPED, box.value ? { field: box.dataset.field, text: box.value } : null);
      grow(); count();
    });
    box.addEventListener("keydown", onKey);
  }

  document.addEventListener("submit", onSubmit);
  document.addEventListener("change", function (event) {
    if (event.target.type === "file" && event.target.files.length) sendFile(event.target.form);
  });
  document.addEventListener("input", function (event) { if (event.target.name === "cell") keepRow(); });
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden && !busy) { if (read(QUEUE, []).length) send(); else refresh(); }
  });
  window.addEventListener("online", send);
  window.addEventListener("offline", function () { tell("waiting"); });
  window.addEventListener("pageshow", function (event) { if (event.persisted) refresh(); });
  wire();
  var typed = read(TYPED, null);
  if (typed && typed.field === $("text").dataset.field) $("text").value = typed.text;
  restoreRow();
  read(QUEUE, []).forEach(function (waiting) { show(waiting.said); });
  grow(); count(); toEnd(true); send();
  // A page asked for while the last message was on its way may be older than what it answered.
  if (!busy && (isWide() || read(SEEN, 0) > last())) refresh();
})();
