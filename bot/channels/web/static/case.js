// A click anywhere in a cell opens its remark; marking a text in it does not.
"use strict";
document.addEventListener("click", function (event) {
  var cell = event.target.closest(".cell.open"), remark = cell && cell.querySelector("details");
  if (!remark || remark.contains(event.target) || String(getSelection())) return;
  remark.open = !remark.open;
  if (remark.open) remark.querySelector("textarea").focus();
});
