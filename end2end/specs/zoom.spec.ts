// Enlarged, a page grows downwards and not sideways (WCAG 1.4.4 and 1.4.10).
import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures";
import { examples } from "./support/pages";

async function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && box.right > root.clientWidth + 1;
    });
    return wide.slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
  });
}

const sizes = [
  { name: "at twice the text size", fontSize: 32, width: undefined },
  { name: "in 320 pixels", fontSize: 16, width: 320 },
] as const;

for (const { name, fontSize, width } of sizes) {
  test(`no page scrolls sideways ${name}`, { tag: "@scripts" }, async ({ page, shopper, context, request, goods, complaints }) => {
    test.slow();
    complaints.expect(/404/);
    const size = page.viewportSize();
    if (width) await page.setViewportSize({ width, height: size?.height ?? 844 });
    const session = await context.newCDPSession(page);
    await session.send("Page.setFontSizes", { fontSizes: { standard: fontSize, fixed: fontSize } });
    await shopper.add(goods.shirt);
    const { collection, product } = await examples(request);
    const found: Record<string, string[]> = {};

    for (const path of ["/", "/collections", collection, product, goods.shirt.address, "/search?q=a", "/cart", "/checkout", "/nowhere"]) {
      await shopper.open(path);
      const wide = await overflow(page);
      if (wide.length > 0) found[path] = wide;
    }

    expect(found).toEqual({});
  });
}

test("a finger hits every control", { tag: "@scripts" }, async ({ page, shopper, goods }, info) => {
  test.skip(!info.project.name.startsWith("phone"), "fingers are for phones");
  await shopper.add(goods.shirt);
  const small: string[] = [];

  for (const path of ["/", goods.shirt.address, "/cart", "/checkout"]) {
    await shopper.open(path);
    const found = await page.getByRole("button").or(page.locator(".option-value, .button")).evaluateAll((controls) =>
      controls
        .filter((control) => control.checkVisibility())
        .map((control) => ({ box: control.getBoundingClientRect(), text: control.textContent?.trim() ?? "" }))
        // WCAG 2.5.8 asks for 24 pixels. What measures next to nothing shows up only with the focus.
        .filter(({ box }) => box.width > 4 && (box.width < 24 || box.height < 24))
        .map(({ box, text }) => `${text}: ${Math.round(box.width)} × ${Math.round(box.height)}`),
    );
    small.push(...found.map((text) => `${path} ${text}`));
  }

  expect(small).toEqual([]);
});
