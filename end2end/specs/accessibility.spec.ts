import { expect, test } from "./support/fixtures";
import { isAccessible } from "./support/axe";
import { addProduct } from "./support/goods";
import { examples } from "./support/pages";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, { tag: "@scripts" }, () => {
    test.use({ colorScheme });

    test("pages of the catalogue", async ({ page, shopper, request }) => {
      test.slow();
      const { collection, product } = await examples(request);
      for (const path of ["/", "/collections", collection, `${collection}?available=1`, product, "/search?q=a", "/offline"]) {
        await shopper.open(path);
        await isAccessible(page);
      }
    });

    test("pages that have nothing to show", async ({ page, shopper, complaints }) => {
      test.slow();
      complaints.expect(/404/);
      for (const path of ["/nowhere", "/cart", "/checkout", "/search", "/search?q=zzqqxxyy", "/collections/all?min=999999"]) {
        await shopper.open(path);
        await isAccessible(page);
      }
    });

    test("a product in all its states", async ({ page, shopper, goods }) => {
      const soldOut = await addProduct({ name: "Gone Gull", stock: 0 });
      for (const path of [goods.shirt.address, soldOut.address]) {
        await shopper.open(path);
        await isAccessible(page);
      }
    });

    test("the open menu, suggestions, and the zoomed picture", async ({ page, shopper, request, goods }) => {
      await shopper.open("/");
      await page.getByLabel("Search products").pressSequentially(goods.towel.title.slice(0, 18));
      await expect(page.getByRole("option").first()).toBeVisible();
      await isAccessible(page);

      await shopper.open((await examples(request)).product);
      await page.getByRole("link", { name: /Enlarge/ }).first().click();
      await expect(page.getByRole("dialog", { name: "Picture" })).toBeVisible();
      await isAccessible(page);
    });

    test("every step of a purchase", async ({ page, shopper, goods, complaints }) => {
      test.slow();
      complaints.expect(/422/); // of the form that is refused on the way
      await shopper.open(goods.towel.address);
      await page.getByRole("button", { name: "Add to cart" }).click();
      await expect(shopper.drawer.getByRole("link", { name: "Check out" })).toBeVisible();
      await isAccessible(page);

      await shopper.open("/cart");
      await isAccessible(page);

      await shopper.checkOut();
      await isAccessible(page);
      await page.getByRole("button", { name: /Continue to delivery|Update delivery and total/ }).click();
      await expect(page.getByRole("alert")).toBeVisible();
      await isAccessible(page);

      await shopper.fillIn();
      await isAccessible(page);
      await shopper.place();
      await isAccessible(page);
      await shopper.choose("success");
      await shopper.hasOrder();
      await isAccessible(page);
    });
  });
}

test("nothing moves for those who asked for less motion", { tag: "@scripts" }, async ({ page, shopper, goods }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await shopper.open(goods.towel.address);
  await page.getByRole("button", { name: "Add to cart" }).click();
  await expect(shopper.drawer).toBeVisible();

  const moving = await page.evaluate(() =>
    document.getAnimations().filter((animation) => {
      const timing = animation.effect?.getComputedTiming();
      return animation.playState === "running" && Number(timing?.duration ?? 0) > 10;
    }).length,
  );

  expect(moving).toBe(0);
});
