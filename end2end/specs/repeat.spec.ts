// Double clicks, reloads, the back button: each must land where the first time did.
import { expect, test } from "./support/fixtures";
import { addProduct } from "./support/goods";

test("a double click on the button that pays places one order", async ({ shopper }) => {
  // Of one unit, a second order would be refused.
  const single = await addProduct({ name: "Single Sextant", stock: 1 });
  await shopper.add(single);
  await shopper.checkOut();
  await shopper.fillIn();

  await shopper.payButton.dblclick();

  await shopper.atProvider();
  await shopper.choose("success");
  await shopper.hasOrder();
});

test("the same placement sent twice at once leads to the same payment", async ({ page, shopper, goods }) => {
  await shopper.add(goods.towel);
  await shopper.checkOut();
  await shopper.fillIn();
  const form = await page.locator("form#checkout-form").evaluate((form) =>
    Object.fromEntries([...new FormData(form as HTMLFormElement)].map(([name, value]) => [name, String(value)])),
  );
  const place = () =>
    page.request.post("/checkout/place", { form, maxRedirects: 0, headers: { origin: new URL(page.url()).origin } });

  const answers = await Promise.all(Array.from({ length: 6 }, place));

  expect(new Set(answers.map((answer) => answer.status()))).toEqual(new Set([303]));
  const addresses = new Set(answers.map((answer) => answer.headers()["location"]));
  expect([...addresses]).toEqual([expect.stringContaining("/test-provider/pay/")]);
});

test("a double click on “Add to cart” adds what one click adds", async ({ page, shopper, goods }) => {
  // The second time round, so that there is a cart already.
  await shopper.add(goods.shirt);
  await shopper.open(goods.towel.address);

  await page.getByRole("button", { name: "Add to cart" }).dblclick();
  if (shopper.hasScripts) await expect(shopper.drawer).toBeVisible();
  else await expect(page).toHaveURL("/cart");

  await shopper.open("/cart");
  await expect(shopper.quantity(goods.towel)).toHaveValue("1");
});

test("reloading what follows a form does not send it again", async ({ page, shopper, goods }) => {
  await shopper.add(goods.towel);
  await shopper.open("/cart");
  await shopper.quantity(goods.towel).fill("2");
  await shopper.quantity(goods.towel).press("Enter");
  await expect(page.getByRole("main").getByText("48.00").first()).toBeVisible();

  await page.reload();
  await page.reload();

  await expect(shopper.quantity(goods.towel)).toHaveValue("2");
});

test("reloading the order shows the same order", async ({ page, shopper, goods }) => {
  await shopper.buyUpToPayment(goods.towel);
  await shopper.choose("success");
  const number = await shopper.hasOrder();

  await page.reload();

  expect(await shopper.hasOrder()).toBe(number);
});

test("after the purchase the back button finds no second payment", async ({ page, shopper, goods }) => {
  await shopper.buyUpToPayment(goods.towel);
  await shopper.choose("success");
  const number = await shopper.hasOrder();

  await page.goBack();
  await expect(page.getByRole("radio")).toHaveCount(0);
  await page.goto("/checkout");

  await expect(page.getByRole("heading", { name: "There is nothing to check out" })).toBeVisible();
  expect(number).toMatch(/#\d+/);
});

test("going back from the payment provider keeps the cart and pays once", async ({ page, shopper, goods }) => {
  await shopper.buyUpToPayment(goods.towel);

  await page.goBack();
  await shopper.open("/cart");
  await expect(shopper.quantity(goods.towel)).toHaveValue("1");
  await page.getByRole("link", { name: "Check out" }).click();
  await shopper.chooseDelivery();
  await shopper.place();
  await shopper.choose("success");

  await shopper.hasOrder();
});
