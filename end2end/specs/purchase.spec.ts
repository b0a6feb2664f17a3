import { expect, test } from "./support/fixtures";
import { details } from "./support/shopper";

test("a shopper buys a product and sees the order", async ({ page, shopper, goods }) => {
  await shopper.add(goods.towel);
  await shopper.checkOut();
  await shopper.fillIn();

  await shopper.place();
  await shopper.choose("success");

  await shopper.hasOrder();
  await expect(page.getByRole("link", { name: goods.towel.title })).toBeVisible();
  await expect(page.getByText(details.email)).toBeVisible();
  await expect(page.getByText(details.street)).toBeVisible();
});

test("the cart is empty after the purchase", async ({ page, shopper, goods }) => {
  await shopper.buyUpToPayment(goods.towel);
  await shopper.choose("success");
  await shopper.hasOrder();

  await shopper.open("/cart");

  await expect(page.getByRole("heading", { name: "Your cart is empty" })).toBeVisible();
});

test("a refused form names the fields at fault and keeps what was typed", async ({ page, shopper, goods, complaints }) => {
  complaints.expect(/422/);
  await shopper.add(goods.towel);
  await shopper.checkOut();
  await page.getByLabel("Full name").fill("Robin Typed This");
  await page.getByLabel("E-mail").fill("robin at home");

  await page.getByRole("button", { name: /Continue to delivery|Update delivery and total/ }).click();

  const alert = page.getByRole("alert");
  await expect(alert.getByRole("link", { name: /e-mail address/ })).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription(/Enter an e-mail address/);
  await expect(page.getByLabel("E-mail")).toHaveValue("robin at home");
  await expect(page.getByLabel("Full name")).toHaveValue("Robin Typed This");
});

test("the order's address shows the order to whoever has it, and to nobody else", async ({ page, shopper, goods, browser, complaints }) => {
  await shopper.buyUpToPayment(goods.towel);
  await shopper.choose("success");
  const number = await shopper.hasOrder();
  const address = page.url();

  const friend = await (await browser.newContext()).newPage();
  const stranger = await (await browser.newContext()).newPage();
  await friend.goto(address);
  const refused = await stranger.goto(`${address.slice(0, -1)}${address.endsWith("A") ? "B" : "A"}`);

  await expect(friend.getByText(number)).toBeVisible();
  expect(refused?.status()).toBe(404);
  complaints.expect(/404/);
});
