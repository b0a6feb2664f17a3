import { expect, test } from "./support/fixtures";
import { freshEmail, linkTo, password, register } from "./support/account";
import { details } from "./support/shopper";
import type { Page } from "@playwright/test";

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto("/account/sign-in");
  await page.getByRole("main").getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("a customer makes an account, keeps an address, and checkout starts with it", async ({ page, shopper, goods }) => {
  const email = freshEmail();
  await shopper.add(goods.towel);
  await register(page, email);
  await expect(page.getByRole("heading", { name: "No orders yet" })).toBeVisible();

  await page.getByRole("link", { name: "Addresses" }).click();
  await page.getByRole("link", { name: "Add an address" }).click();
  await page.getByLabel("Country").selectOption({ label: details.country });
  await page.getByLabel("Full name").fill(details.name);
  await page.getByLabel("Street and number").fill(details.street);
  await page.getByLabel("Postal code").fill(details.postalCode);
  await page.getByLabel("Town or city").fill(details.city);
  await page.getByRole("button", { name: "Keep the address" }).click();
  await expect(page.getByText("Used at checkout")).toBeVisible();

  await shopper.checkOut();
  await expect(page.getByLabel("E-mail")).toHaveValue(email);
  await expect(page.getByLabel("Street and number")).toHaveValue(details.street);
  await shopper.chooseDelivery();
  await shopper.place();
  await shopper.choose("success");
  const number = await shopper.hasOrder();

  await page.goto("/account");
  await page.getByRole("link", { name: number }).click();
  await expect(page.getByText(number)).toBeVisible();
});

test("a guest's cart is there after signing in, and gone after signing out", async ({ page, shopper, goods, browser }) => {
  const email = freshEmail();
  await register(page, email);

  const other = await (await browser.newContext()).newPage();
  await other.goto(goods.towel.address);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await shopper.add(goods.towel);
  await signIn(page, email);
  await expect(page.getByRole("heading", { level: 1, name: "Your orders" })).toBeVisible();
  await shopper.open("/cart");
  await expect(shopper.quantity(goods.towel)).toHaveValue("1");

  await signIn(other, email);
  await other.goto("/cart");
  await expect(other.getByRole("main").getByLabel(`Quantity of ${goods.towel.title}`)).toHaveValue("1");

  await page.goto("/account");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.goto("/cart");
  await expect(page.getByRole("heading", { name: "Your cart is empty" })).toBeVisible();
});

test("a refused sign-in keeps the address and tells nothing", async ({ page, complaints }) => {
  complaints.expect(/422/);
  await page.goto("/account/sign-in");
  await page.getByRole("main").getByLabel("E-mail").fill("nobody@example.com");
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();

  await expect(page.getByRole("alert")).toContainText("do not go together");
  await expect(page.getByRole("main").getByLabel("E-mail")).toHaveValue("nobody@example.com");
  await expect(page.getByLabel("Password")).toHaveValue("");
});

test("a forgotten password is replaced by mail, and the link works once", async ({ page }) => {
  const email = freshEmail();
  await register(page, email);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("link", { name: "Forgotten your password?" }).click();
  await page.getByRole("main").getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send me the link" }).click();
  const link = await linkTo(page.request, email, "reset");

  await page.goto(link);
  await page.getByLabel("New password").fill("another long one");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("Your new password is set.")).toBeVisible();

  await page.goto(link);
  await expect(page.getByRole("alert")).toContainText("used already or has expired");
});

test("a customer takes their data along and erases the account", async ({ page }) => {
  await register(page, freshEmail());
  await page.getByRole("link", { name: "Your data" }).click();
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download your data" }).click();
  expect((await waiting).suggestedFilename()).toBe("account.json");

  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: "Erase my account" }).click();
  await expect(page.getByText("Your account is erased.")).toBeVisible();
  await page.goto("/account");
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
});
