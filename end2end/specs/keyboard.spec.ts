import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./support/fixtures";
import { cards, details } from "./support/shopper";

// Tabs forward until the element has the focus. What cannot be reached so cannot be reached by a person either.
async function tabTo(page: Page, target: Locator, most = 80): Promise<void> {
  await expect(target).toBeVisible();
  for (let steps = 0; steps < most; steps++) {
    if (await target.evaluate((element) => element === document.activeElement)) return expectFocusRing(page);
    await page.keyboard.press("Tab");
  }
  await expect(target, `reached within ${most} steps`).toBeFocused();
}

// A focus that cannot be seen helps nobody (WCAG 2.4.7).
async function expectFocusRing(page: Page): Promise<void> {
  const isVisible = await page.locator(":focus").evaluate((element) => {
    const ring = (one: Element): boolean => {
      const style = getComputedStyle(one);
      return (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none";
    };
    return ring(element) || [...element.querySelectorAll("*")].some(ring) || (element.parentElement ? ring(element.parentElement) : false);
  });
  expect(isVisible, "the focus is visible").toBe(true);
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label));
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

test("the whole purchase is done with the keyboard alone", async ({ page, shopper, goods }, info) => {
  test.skip(info.project.name.startsWith("phone"), "a phone has no keyboard");
  test.slow();
  await shopper.open(goods.towel.address);

  await tabTo(page, page.getByRole("link", { name: "Skip to content" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Add to cart" }));
  await page.keyboard.press("Enter");
  const checkOut = page.getByRole("link", { name: "Check out" });
  await tabTo(page, checkOut);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Checkout" })).toBeVisible();

  await type(page, "E-mail", details.email);
  await tabTo(page, page.getByLabel("Country"));
  await page.keyboard.type(details.country);
  await type(page, "Full name", details.name);
  await type(page, "Street and number", details.street);
  await type(page, "Postal code", details.postalCode);
  await type(page, "Town or city", details.city);
  await tabTo(page, page.getByRole("button", { name: /Continue to delivery|Update delivery and total/ }));
  await page.keyboard.press("Enter");
  const methods = page.getByRole("group", { name: "Delivery", exact: true }).getByRole("radio");
  await expect(methods.first()).toBeVisible();
  if (!(await shopper.payButton.isVisible())) {
    await tabTo(page, methods.first());
    await page.keyboard.press("Space");
    await tabTo(page, page.getByRole("button", { name: "Update delivery and total" }));
    await page.keyboard.press("Enter");
  }
  await tabTo(page, shopper.payButton);
  await page.keyboard.press("Enter");

  await shopper.atProvider();
  await tabTo(page, page.getByRole("radio", { name: cards.success }));
  await page.keyboard.press("Space");
  await tabTo(page, shopper.payButton);
  await page.keyboard.press("Enter");
  await shopper.hasOrder();
});

test("the skip link is the first stop and leads to the content", async ({ page, shopper }, info) => {
  test.skip(info.project.name.startsWith("phone"), "a phone has no keyboard");
  await shopper.open("/");

  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");

  await expect(page.getByRole("main")).toBeFocused();
});
