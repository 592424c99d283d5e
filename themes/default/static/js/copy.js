// A button that copies a citation. Without JavaScript there is no button, and the words can be marked by hand.
for (const text of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const words = text.textContent.replace(/\s+/g, " ").trim();
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text.dataset.copyLabel;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(words);
      button.textContent = text.dataset.copyDone;
    } catch {
      getSelection().selectAllChildren(text);
    }
  });
  text.append(button);
}
