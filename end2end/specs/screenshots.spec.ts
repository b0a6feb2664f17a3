// Pictures of every page, for people to look at: `make screenshots`, then open end2end/screenshots.
import { resolve } from "node:path";
import { test } from "./support/fixtures";
import { runProgram } from "./support/goods";
import { allPicturesMade, examples, soldOutProduct } from "./support/pages";
import { addCode, enterCode } from "./support/promotions";
import type { Shopper } from "./support/shopper";

test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, "pages look the same without scripts");

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`pictures in ${colorScheme} colours`, { tag: "@screenshots" }, () => {
    test.use({ colorScheme });

    test("catalogue", async ({ shopper, request, complaints }, info) => {
      test.setTimeout(20 * 60_000);
      complaints.expect(/404/);
      const { collection, product } = await examples(request);
      await allPicturesMade(request, [collection]);
      const pages = {
        home: "/",
        collections: "/collections",
        collection,
        "collection-filtered": `${collection}?available=1`,
        "collection-nothing": `${collection}?min=999999`,
        product,
        "product-sold-out": await soldOutProduct(request),
        search: "/search?q=ring",
        "search-nothing": "/search?q=zzqqxxyy",
        "cart-empty": "/cart",
        "checkout-empty": "/checkout",
        "not-found": "/nowhere",
        offline: "/offline",
      };
      for (const [name, path] of Object.entries(pages)) {
        await shopper.open(path);
        await picture(shopper, info.project.name, colorScheme, name);
      }
    });

    test("purchase", async ({ page, shopper, request, complaints }, info) => {
      test.setTimeout(20 * 60_000);
      complaints.expect(/422/); // of the form that is refused on the way
      const take = (name: string): Promise<void> => picture(shopper, info.project.name, colorScheme, name);
      await shopper.open((await examples(request)).product);
      await page.getByRole("button", { name: "Add to cart" }).click();
      await shopper.drawer.getByRole("link", { name: "Check out" }).waitFor();
      await page.screenshot({ path: file(info.project.name, colorScheme, "drawer") });
      await shopper.open("/cart");
      await take("cart");
      await shopper.checkOut();
      await take("checkout");
      await page.getByRole("button", { name: /Continue to delivery|Update delivery and total/ }).click();
      await page.getByRole("alert").waitFor();
      await take("checkout-faults");
      await shopper.fillIn();
      await take("checkout-filled");
      await shopper.place();
      await take("payment");
      await shopper.choose("success");
      await shopper.hasOrder();
      await take("order");
    });

    test("a code, and what happens to an order", async ({ page, shopper, goods }, info) => {
      test.setTimeout(10 * 60_000);
      const take = (name: string): Promise<void> => picture(shopper, info.project.name, colorScheme, name);
      const code = await addCode("10");
      await shopper.add(goods.towel);
      await shopper.open("/cart");
      await enterCode(page, "SEAGULL-0");
      await page.getByText(/We do not know this code/).waitFor();
      await take("cart-code-refused");
      await enterCode(page, code.word);
      await page.getByRole("button", { name: `Remove the code ${code.word}` }).waitFor();
      await take("cart-code");
      await shopper.checkOut();
      await shopper.fillIn();
      await take("checkout-code");
      await shopper.place();
      await shopper.choose("success");
      const number = (await shopper.hasOrder()).replace(/\D/g, "");
      await take("order-code");
      const address = page.url();
      await page.getByRole("link", { name: "Cancel this order" }).click();
      await take("order-cancel");
      await runProgram("orders", "fulfil", number);
      await runProgram("orders", "track", number, "--carrier", "Post", "--tracking", "RR1");
      await page.goto(address);
      await take("order-sent");
      await page.getByRole("link", { name: "Send something back" }).click();
      await take("order-return");
      await page.goto("/mailbox");
      await take("mailbox");
    });
  });
}

function file(project: string, scheme: string, name: string): string {
  return resolve(import.meta.dirname, "../screenshots", `${project}-${scheme}`, `${name}.png`);
}

// Pictures below the fold load as they come near, so the page is walked through first.
async function picture(shopper: Shopper, project: string, scheme: string, name: string): Promise<void> {
  await shopper.page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
      scrollTo(0, y);
      await new Promise(requestAnimationFrame);
    }
    scrollTo(0, 0);
    const images = [...document.images].filter((image) => image.checkVisibility());
    // One that lies beyond the edge of a strip is not loaded before somebody swipes to it.
    const soon = new Promise((done) => setTimeout(done, 3_000));
    await Promise.all(images.map((image) => Promise.race([image.decode().catch(() => undefined), soon])));
  });
  await shopper.page.screenshot({ path: file(project, scheme, name), fullPage: true });
}
