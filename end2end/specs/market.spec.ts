// Markets: chosen by the shopper, remembered, and the cart says what changed.
import { expect, test } from "./support/fixtures";
import { addProduct } from "./support/goods";
import type { Page } from "@playwright/test";

async function choose(page: Page, market: string): Promise<void> {
  await page.getByLabel("Prices and delivery for").selectOption({ label: market });
  await page.getByRole("button", { name: "Change market" }).click();
  await expect(page.getByLabel("Prices and delivery for")).toHaveValue(market === "Japan (JPY)" ? "japan" : "us");
}

test("a market is chosen where the shopper is, and remembered", async ({ page, shopper }) => {
  await shopper.open("/collections/jewellery?available=1");
  const card = page.getByRole("main").getByRole("article").first();
  await expect(card).toContainText("€");
  const product = (await card.getByRole("link").first().getAttribute("href")) ?? "";

  await shopper.open(product);
  await choose(page, "United States (USD)");

  await expect(page).toHaveURL(product);
  await expect(page.locator(".buy-price .price-now")).toContainText("$");
  await shopper.open("/collections/jewellery?available=1");
  await expect(page.getByRole("main").getByRole("article").first()).toContainText("$");
});

test("a changed market keeps the cart and says what each line cost before", async ({ page, shopper }) => {
  await shopper.open("/collections/jewellery?available=1");
  const link = page.getByRole("main").getByRole("article").first().getByRole("link").first();
  const product = { title: (await link.textContent()) ?? "", address: (await link.getAttribute("href")) ?? "" };
  const onlyHere = await addProduct({ name: "Local Ladle", price: "24.00" });
  await shopper.add(product);
  await shopper.add(onlyHere);
  await shopper.open("/cart");
  await expect(shopper.line(product)).toContainText("€");

  await choose(page, "Japan (JPY)");

  await expect(page.getByText("Your cart now has the prices of Japan, in JPY. One item is not sold there.")).toBeVisible();
  await expect(shopper.line(product)).toContainText(/¥[\d,]+ each, was €[\d.,]+ when you added it/);
  await expect(shopper.line(onlyHere).first()).toContainText("Not sold in Japan. Remove it, or choose another market, to go on.");
  await expect(page.getByText("Check out", { exact: true }).first()).toHaveAttribute("aria-disabled", "true");

  await shopper.line(onlyHere).first().getByRole("button", { name: /^Remove/ }).click();
  await expect(shopper.line(onlyHere)).toHaveCount(0);
  await shopper.checkOut();
  await expect(page.getByLabel("Country")).toHaveValue("JP");
});

test("what is not sold in a market says so at its own address", async ({ page, shopper, complaints }) => {
  complaints.expect(/404/);
  const onlyHere = await addProduct({ name: "Local Ladle", price: "24.00" });
  await shopper.open(onlyHere.address);

  await choose(page, "Japan (JPY)");

  await expect(page).toHaveURL(onlyHere.address);
  await expect(page.getByText(`${onlyHere.title} is not sold in Japan (JPY).`)).toBeVisible();
});

test("a state is taken by its name or its code, and no other word for it", async ({ page, shopper, complaints }) => {
  complaints.expect(/422/);
  await shopper.open("/collections/jewellery?available=1");
  const link = page.getByRole("main").getByRole("article").first().getByRole("link").first();
  const product = { address: (await link.getAttribute("href")) ?? "" };
  await shopper.open(product.address);
  await choose(page, "United States (USD)");
  await shopper.add(product);
  await shopper.checkOut();
  const state = page.getByLabel(/^State/);
  const goOn = page.getByRole("button", { name: /Continue to delivery|Update delivery and total/ });
  await page.getByLabel("E-mail").fill("robin@example.com");
  await page.getByLabel("Full name").fill("Robin Shopper");
  await page.getByLabel("Street and number").fill("1 Market Street");
  await page.getByLabel("Town or city").fill("San Francisco");
  await page.getByLabel("Postal code").fill("94110");

  await state.fill("Nowhere");
  await goOn.click();
  await expect(state).toHaveAccessibleDescription(/Write the state by its name or its code/);
  await expect(state).toHaveValue("Nowhere");

  await state.fill("California");
  await goOn.click();
  await expect(page.getByRole("group", { name: "Delivery", exact: true }).getByRole("radio").first()).toBeVisible();
  await expect(state).toHaveValue("CA");
});
