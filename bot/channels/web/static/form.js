// The whole form on one page: a box is kept as soon as it is left, and the others follow what it changed.
"use strict";
(function () {
  var page = document.getElementById("form"), queue = [], busy = false;
  if (!page) return;

  function freshId() {
    return Array.from(crypto.getRandomValues(new Uint8Array(12)), function (one) { return (one % 36).toString(36); }).join("");
  }
  function boxes(root) { return Array.from(root.querySelectorAll("form.box")); }
  function valueOf(form) {
    return Array.from(form.querySelectorAll("[name=text], [name=cell]")).filter(function (one) {
      return one.tagName !== "BUTTON" && (one.type !== "radio" || one.checked);
    }).map(function (one) { return one.value; }).join("\t");
  }
  function told(form, words, kind) {
    var line = document.createElement("p");
    line.className = kind; line.textContent = words;
    form.querySelector(".said").replaceChildren(line);
  }
  function count(form) {
    var counter = form.querySelector(".counter"), text = form.querySelector("textarea");
    if (!counter || !text) return;
    var used = Number(counter.dataset.used) + Array.from(text.value.replace(/\s/g, "")).length, over = used - Number(counter.dataset.maximum);
    counter.classList.toggle("over", over > 0);
    counter.textContent = counter.dataset.counter.replace("#", used) + (over > 0 ? " · " + counter.dataset.over.replace("#", over) : "");
  }
  // What was refused, or never arrived, outlives a reload.
  function unsent(box, value) {
    try {
      var all = JSON.parse(localStorage.getItem("shenbao.form") || "{}"), key = page.dataset.draft + ":" + box;
      if (value === undefined) return all[key];
      if (value === null) delete all[key]; else all[key] = value;
      localStorage.setItem("shenbao.form", JSON.stringify(all));
    } catch (e) { /* a private window keeps nothing */ }
  }
  function restore(form) {
    var field = form.querySelector("input[name=text]:not([type=radio]), textarea"), value = field && unsent(form.dataset.box);
    if (!value || value === field.value) return;
    field.value = value; count(form); keep(form);
  }
  function wire(form) { form.dataset.kept = valueOf(form); count(form); }

  function take(html, sent, was) {
    var text = new DOMParser().parseFromString(html, "text/html"), made = text.getElementById("form");
    if (!made) return false;
    var list = page.querySelector(".boxes"), fresh = made.querySelector(".boxes");
    var answered = made.querySelector("#box-" + sent.dataset.box);
    if (!answered || !answered.classList.contains("bad")) unsent(sent.dataset.box, null);
    document.getElementById("standing").replaceWith(document.importNode(text.getElementById("standing"), true));
    var now = {};
    boxes(page).forEach(function (form) { now[form.dataset.box] = form; });
    var order = Array.from(fresh.children).map(function (child) {
      var id = child.dataset.box, old = id && now[id], copy = document.importNode(child, true);
      if (!old) { if (id) wire(copy); return copy; }
      if (old !== sent && old.classList.contains("bad")) return old; // refused, to be put right
      if (isQueued(old)) return old; // its own answer is still to come
      // What somebody is just writing in stays as it is; only what is said of it follows.
      var isMine = old.contains(document.activeElement) || (old === sent ? valueOf(old) !== was : valueOf(old) !== old.dataset.kept);
      if (isMine) {
        old.className = copy.className;
        old.querySelector(".said").replaceWith(copy.querySelector(".said"));
        var counter = old.querySelector(".counter");
        if (counter) { counter.dataset.used = copy.querySelector(".counter").dataset.used; count(old); }
        if (old === sent && !copy.classList.contains("bad")) old.dataset.kept = was;
        return old;
      }
      wire(copy);
      return copy;
    });
    place(list, order);
    return true;
  }
  function isQueued(form) { return queue.some(function (one) { return one.form === form; }); }
  function place(list, order) {
    // Nodes that stay are not moved: a box that is moved would lose its focus.
    order.forEach(function (one, at) {
      var here = list.children[at];
      if (here === one) return;
      if (order.indexOf(here) < 0 && here) list.replaceChild(one, here); else list.insertBefore(one, here || null);
    });
    while (list.children.length > order.length) list.lastChild.remove();
  }

  function next() {
    if (busy || !queue.length) return;
    busy = true;
    var one = queue[0];
    fetch("/form", { method: "POST", body: one.body, credentials: "same-origin" }).then(function (answer) {
      if (answer.status === 429 || answer.status >= 500) throw new Error("later");
      return answer.text().then(function (html) {
        busy = false; queue.shift();
        if (!answer.ok || !take(html, one.form, one.was)) { told(one.form, page.dataset.changed, "slip"); return; }
        next();
      });
    }).catch(function () {
      busy = false;
      told(one.form, page.dataset.failed, "slip");
      setTimeout(next, 4000);
    });
  }
  function keep(form, more) {
    var was = valueOf(form);
    if (!more && was === form.dataset.kept) return;
    var body = new FormData(form);
    body.set("id", freshId());
    if (more) body.set("text", more);
    form.dataset.kept = was;
    unsent(form.dataset.box, was);
    queue = queue.filter(function (one, at) { return (busy && at === 0) || one.form !== form; });
    queue.push({ form: form, body: body, was: was });
    told(form, page.dataset.sending, "done");
    next();
  }
  page.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.classList.contains("box")) return;
    event.preventDefault();
    keep(form, event.submitter && event.submitter.name === "text" ? event.submitter.value : "");
  });
  page.addEventListener("change", function (event) {
    var form = event.target.closest("form.box");
    if (form && !form.querySelector(".grid")) keep(form);
  });
  page.addEventListener("focusout", function (event) {
    var form = event.target.closest("form.box");
    if (form && form.querySelector(".grid") && !form.contains(event.relatedTarget)) keep(form);
  });
  page.addEventListener("input", function (event) { count(event.target.closest("form.box")); });
  window.addEventListener("beforeunload", function (event) {
    if (queue.length || boxes(page).some(function (form) { return valueOf(form) !== form.dataset.kept; })) event.preventDefault();
  });
  page.classList.add("live");
  boxes(page).forEach(wire);
  boxes(page).forEach(restore);
})();
