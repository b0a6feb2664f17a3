// Keeps delivery and sums up to date while the checkout form is filled in: sends what is typed so far to the form's own
// route and takes the parts that follow from it out of the page that comes back. Without scripts a button does the same.
(() => {
  const form = document.getElementById("checkout-form");
  if (!form) return;
  const watched = new Set(["country", "region", "postal_code", "delivery_method"]);
  const parts = ["checkout-delivery", "checkout-pay", "checkout-summary"];
  let running;

  const refresh = async () => {
    running?.abort();
    const mine = (running = new AbortController());
    const focused = document.activeElement?.id;
    form.setAttribute("aria-busy", "true");
    const typed = new URLSearchParams(new FormData(form));
    typed.set("draft", "1"); // Nobody has pressed a button: what is still missing is no fault.
    try {
      const answer = await fetch("/checkout/details", {
        method: "POST",
        body: typed,
        signal: mine.signal,
      });
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        show(page, focused);
      }
    } catch {
      // Gone stale, or no connection: the button still does it.
    } finally {
      if (running === mine) form.removeAttribute("aria-busy");
    }
  };

  const show = (page, focused) => {
    for (const id of parts) {
      const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
      if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    }
    const op = page.querySelector("#checkout-form input[name=_op]");
    if (op) form.elements._op.value = op.value;
    if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
  };

  form.addEventListener("change", (event) => {
    if (watched.has(event.target.name) && form.elements.country.value) refresh();
  });
})();
