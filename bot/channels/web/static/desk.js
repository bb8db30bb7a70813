// Files dropped on the desk go up one after the other; a bar tells how far, the answers are listed.
(function () {
  "use strict";
  var form = document.getElementById("collect");
  if (!form) return;
  var box = form.querySelector("input[type=file]"), bar = form.querySelector("progress"), told = document.getElementById("collected");
  form.classList.add("drops");
  box.multiple = true;

  function freshId() {
    return Array.from(crypto.getRandomValues(new Uint8Array(12)), function (one) { return (one % 36).toString(36); }).join("");
  }
  function line(words) {
    var item = document.createElement("li");
    item.textContent = words;
    told.appendChild(item);
    return item;
  }
  function sendOne(file, before, all) {
    return new Promise(function (done) {
      var body = new FormData(), request = new XMLHttpRequest(), item = line(file.name);
      body.append("token", form.elements.token.value);
      body.append("id", freshId());
      body.append("piece", "true");
      body.append("file", file);
      request.upload.onprogress = function (event) { bar.value = (before + event.loaded) / all; };
      request.onload = function () {
        var text = new DOMParser().parseFromString(request.responseText, "text/html");
        var said = text.querySelectorAll("#log > .its .text");
        item.textContent = file.name + " · " + (request.status === 200 && said.length ? said[said.length - 1].textContent.trim() : form.dataset.failed);
        done();
      };
      request.onerror = function () { item.textContent = file.name + " · " + form.dataset.failed; done(); };
      request.open("POST", "/file");
      request.send(body);
    });
  }
  function sendAll(files) {
    var list = Array.from(files), all = list.reduce(function (sum, file) { return sum + file.size; }, 0) || 1, before = 0;
    if (!list.length) return;
    bar.hidden = false; bar.value = 0; told.replaceChildren(); box.disabled = true;
    list.reduce(function (last, file) {
      return last.then(function () { return sendOne(file, before, all); }).then(function () { before += file.size; });
    }, Promise.resolve()).then(function () {
      bar.value = 1; box.disabled = false; form.reset();
      form.querySelector(".after").hidden = false;
    });
  }
  box.addEventListener("change", function () { sendAll(box.files); });
  form.addEventListener("submit", function (event) { if (!box.files.length) event.preventDefault(); });
  ["dragenter", "dragover"].forEach(function (name) {
    form.addEventListener(name, function (event) { event.preventDefault(); form.classList.add("over"); });
  });
  ["dragleave", "drop"].forEach(function (name) {
    form.addEventListener(name, function (event) { event.preventDefault(); form.classList.remove("over"); });
  });
  form.addEventListener("drop", function (event) { sendAll(event.dataTransfer.files); });
})();
