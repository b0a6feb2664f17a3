import { expect, test } from "./support/fixtures";
import { addProduct } from "./support/goods";
import { Shopper } from "./support/shopper";

test("of two shoppers who pay for the last unit at once, one gets it and the other is told", async ({
  browser,
  shopper,
  complaints,
  javaScriptEnabled,
}) => {
  const last = await addProduct({ name: "Last Lantern", stock: 1 });
  const context = await browser.newContext();
  complaints.watch(context);
  const rival = new Shopper(await context.newPage(), javaScriptEnabled ?? true);
  for (const one of [shopper, rival]) {
    await one.add(last);
    await one.checkOut();
    await one.fillIn();
  }

  const both = [shopper, rival];
  await Promise.all(both.map((one) => one.payButton.click()));
  await Promise.all(both.map((one) => expect(one.page).toHaveURL(/test-provider|\/(cart|checkout)/)));

  const isWinner = (one: Shopper): boolean => one.page.url().includes("/test-provider/");
  const [winners, losers] = [both.filter(isWinner), both.filter((one) => !isWinner(one))];
  expect([winners.length, losers.length]).toEqual([1, 1]);
  await expect(losers[0]!.page.getByText(/sold out/i).first()).toBeVisible();
  await winners[0]!.choose("success");
  await winners[0]!.hasOrder();
});

test("a product that sold out while it lay in the cart stops the checkout with words", async ({
  browser,
  page,
  shopper,
  complaints,
  javaScriptEnabled,
}) => {
  const last = await addProduct({ name: "Last Anchor", stock: 1 });
  const context = await browser.newContext();
  complaints.watch(context);
  const quicker = new Shopper(await context.newPage(), javaScriptEnabled ?? true);
  await shopper.add(last);
  await quicker.buyUpToPayment(last);
  await quicker.choose("success");
  await quicker.hasOrder();

  await shopper.open("/cart");

  await expect(page.getByRole("main").getByText(/sold out/i).first()).toBeVisible();
  await expect(page.getByRole("main").getByText("Check out", { exact: true })).toHaveAttribute("aria-disabled", "true");
});

test("the last unit comes back when its payment is given up", async ({ page, shopper }) => {
  const last = await addProduct({ name: "Last Compass", stock: 1 });
  await shopper.buyUpToPayment(last);

  await shopper.giveUp();

  await shopper.checkOut();
  await shopper.chooseDelivery();
  await shopper.place();
  await shopper.choose("success");
  await shopper.hasOrder();
});
