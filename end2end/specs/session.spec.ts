// Carts that are not there any more.
import { expect, test } from "./support/fixtures";
import type { BrowserContext } from "@playwright/test";

async function setCart(context: BrowserContext, url: string, value: string): Promise<void> {
  await context.addCookies([{ name: "vitrine_cart", value, url: new URL(url).origin }]);
}

test("an unknown cart is an empty cart, and a new one can be filled", async ({ page, context, shopper, goods }) => {
  await shopper.open("/");
  await setCart(context, page.url(), "A".repeat(43));

  await shopper.open("/cart");
  await expect(page.getByRole("heading", { name: "Your cart is empty" })).toBeVisible();
  await shopper.add(goods.towel);

  await shopper.open("/cart");
  await expect(shopper.quantity(goods.towel)).toHaveValue("1");
});

test("a cookie that is no token does no harm", async ({ page, context, shopper, goods }) => {
  await shopper.open("/");
  await setCart(context, page.url(), "x%00'or-1=1");

  await shopper.open("/checkout");
  await expect(page.getByRole("heading", { name: "There is nothing to check out" })).toBeVisible();
  await shopper.add(goods.towel);
});

test("a cart that expires during checkout ends in words and not in an error", async ({ page, context, shopper, goods }) => {
  await shopper.add(goods.towel);
  await shopper.checkOut();
  await shopper.fillIn();
  await context.clearCookies({ name: "vitrine_cart" });

  await shopper.payButton.click();

  await expect(page.getByText(/empty|nothing to check out/i).first()).toBeVisible();
});

test("two shoppers do not see each other's cart", async ({ browser, shopper, goods }) => {
  await shopper.add(goods.towel);

  const other = await (await browser.newContext()).newPage();
  await other.goto("/cart");

  await expect(other.getByRole("heading", { name: "Your cart is empty" })).toBeVisible();
});
