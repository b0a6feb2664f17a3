import { expect, test } from "./support/fixtures";
import { addProduct } from "./support/goods";
import { Shopper } from "./support/shopper";

test("of two shoppers with the last unit in their carts, the one at checkout gets it and the other is told", async ({
  browser,
  shopper,
  complaints,
  javaScriptEnabled,
}) => {
  const last = await addProduct({ name: "Last Lantern", stock: 1 });
  const context = await browser.newContext();
  complaints.watch(context);
  const rival = new Shopper(await context.newPage(), javaScriptEnabled ?? true);
  await shopper.add(last);
  await rival.add(last);

  await shopper.checkOut();
  await shopper.fillIn();
  await rival.open("/cart");

  await expect(rival.page.getByRole("main").getByText(/sold out/i).first()).toBeVisible();
  await shopper.place();
  await shopper.choose("success");
  await shopper.hasOrder();
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
