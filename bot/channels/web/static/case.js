// A click anywhere in a cell opens its remark; marking a text in it does not. What is half written
// is kept over a reload, until something of its cell was sent.
"use strict";
(function () {
  var KEPT = "shenbao.remarks", SENT = "shenbao.remark-sent";
  function read(store, name) { try { return JSON.parse(store.getItem(name)) || {}; } catch (e) { return {}; } }
  function write(store, name, value) {
    try { store.setItem(name, JSON.stringify(value)); } catch (e) { /* a private window keeps nothing */ }
  }
  function keyOf(box) { return location.pathname + " " + box.form.elements.choice.value; }
  function keep(key, text) {
    var kept = read(localStorage, KEPT);
    if (text) kept[key] = text; else delete kept[key];
    write(localStorage, KEPT, kept);
  }

  document.addEventListener("click", function (event) {
    var cell = event.target.closest(".cell.open"), remark = cell && cell.querySelector("details");
    if (!remark || remark.contains(event.target) || String(getSelection())) return;
    remark.open = !remark.open;
    if (remark.open) remark.querySelector("textarea").focus();
  });
  document.addEventListener("input", function (event) {
    var box = event.target;
    if (box.matches(".remark textarea")) keep(keyOf(box), box.value === box.defaultValue ? "" : box.value);
  });
  document.addEventListener("submit", function (event) {
    var cell = event.target.closest("details"), box = cell && cell.querySelector(".remark textarea");
    write(sessionStorage, SENT, box ? { key: keyOf(box) } : {});
  });
  var sent = read(sessionStorage, SENT).key;
  if (sent && /[?&]told=/.test(location.search)) { keep(sent, ""); write(sessionStorage, SENT, {}); }
  document.querySelectorAll(".remark textarea").forEach(function (box) {
    var text = read(localStorage, KEPT)[keyOf(box)];
    if (!text) return;
    box.value = text;
    box.closest("details").open = true;
  });
})();
