import { expect, test } from "./support/fixtures";

test("a declined card gives the cart back, and another card pays", async ({ page, shopper, goods }) => {
  await shopper.buyUpToPayment(goods.towel);

  await shopper.choose("decline");

  await expect(page.getByRole("alert")).toContainText(/declined|not paid|did not go through/i);
  await shopper.checkOut();
  await shopper.chooseDelivery();
  await shopper.place();
  await shopper.choose("success");
  await shopper.hasOrder();
});

test("giving up at the payment provider gives the cart back", async ({ page, shopper, goods }) => {
  await shopper.buyUpToPayment(goods.towel);

  await shopper.giveUp();

  await shopper.open("/cart");
  await expect(shopper.quantity(goods.towel)).toHaveValue("1");
});

test("a challenge that is confirmed pays", async ({ page, shopper, goods }) => {
  await shopper.buyUpToPayment(goods.towel);

  await shopper.choose("challenge");
  await page.getByRole("button", { name: /^Yes, confirm/ }).click();

  await shopper.hasOrder();
});

test("a challenge that is refused gives the cart back", async ({ page, shopper, goods }) => {
  await shopper.buyUpToPayment(goods.towel);

  await shopper.choose("challenge");
  await page.getByRole("button", { name: "No, this is not me" }).click();

  await expect(page).not.toHaveURL(/test-provider/);
  await shopper.open("/cart");
  await expect(shopper.quantity(goods.towel)).toHaveValue("1");
});

for (const card of ["slow", "duplicate", "early"] as const) {
  test(`the ${card} card ends in one placed order`, async ({ shopper, goods }) => {
    await shopper.buyUpToPayment(goods.towel);

    await shopper.choose(card);

    await shopper.hasOrder();
  });
}

test("money that comes after the provider timed out still ends in the order", async ({ page, shopper, goods }) => {
  test.slow();
  await shopper.buyUpToPayment(goods.towel);

  await shopper.choose("timeout");
  await page.getByRole("link", { name: "Go back to the shop" }).click();

  await shopper.hasOrder();
});

test("an order whose payment is under review says that somebody looks at it", async ({ page, shopper, goods }) => {
  await shopper.buyUpToPayment(goods.towel);

  await shopper.choose("review");

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thank you. We are looking at your order");
});

test("a payment that is declined late gives the cart back", async ({ page, shopper, goods }) => {
  test.slow();
  await shopper.buyUpToPayment(goods.towel);

  await shopper.choose("lateDecline");
  await page.getByRole("link", { name: "Go back to the shop" }).click();

  await expect(page).toHaveURL(/\/checkout/, { timeout: 60_000 });
});
