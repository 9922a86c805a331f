// Chromium on Swagger UI: one page, watched for everything that must not happen.

import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Runs `story` in a fresh profile; fails on an error in the console or a request to anywhere else. */
export async function visit(server, others, folder, story) {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: FLAGS,
    viewport: { width: 1280, height: 1000 },
  });
  context.setDefaultTimeout(30_000);
  const wrong = [];
  const known = [server, ...others];
  context.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== "data:" && !known.includes(origin)) wrong.push(`a request to ${request.url()}`);
  });
  // a refused policy is an error in the console; an answer's own status, as a 409, is not
  context.on("console", (message) => {
    const isAnswer = message.text().startsWith("Failed to load resource: the server responded");
    if (message.type() === "error" && !isAnswer) wrong.push(message.text());
  });
  context.on("weberror", (error) => wrong.push(String(error.error())));
  try {
    await story(new SwaggerUi(await context.newPage(), server));
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
  }
}

/** What a person does in Swagger UI. */
export class SwaggerUi {
  constructor(page, server) {
    this.page = page;
    this.address = `${server}/swagger-ui/`;
  }

  async open(hash = "") {
    await this.page.goto(this.address + hash);
    await this.page.waitForSelector(".opblock");
  }

  async reload() {
    await this.page.reload();
    await this.page.waitForSelector(".opblock");
  }

  block(operation) {
    return this.page.locator(`.opblock[id$="-${operation}"]`);
  }

  async paste(token) {
    await this.page.locator(".scheme-container .authorize").click();
    await this.page.fill("#auth-bearer-value", token);
    await this.page.click(".modal-ux form .authorize");
    await this.page.click(".modal-ux .btn-done");
  }

  async isAuthorized() {
    return (await this.page.locator(".scheme-container .authorize.locked").count()) === 1;
  }

  async filter(words) {
    await this.page.fill(".operation-filter-input", words);
    await this.page.waitForTimeout(200);
    const ids = await this.page.$$eval(".opblock", (blocks) => blocks.map((block) => block.id));
    return ids.map((id) => id.split("-").at(-1));
  }

  /** What the page says about an operation, as somebody reads it who has opened it. */
  async read(operation) {
    const block = await this.#opened(operation);
    return block.locator(".opblock-description-wrapper").first().innerText();
  }

  /** Executes an operation with its example, after `edit`ing it; answers what the page shows. */
  async execute(operation, parameters = {}, edit = undefined) {
    const block = await this.#tried(operation, parameters);
    if (edit) {
      const body = block.locator("textarea.body-param__text");
      await body.fill(JSON.stringify(edit(JSON.parse(await body.inputValue()))));
    }
    return this.#executed(block);
  }

  /** Executes an operation with a table as its body. */
  async sendTable(operation, parameters, name, table) {
    const block = await this.#tried(operation, parameters);
    await block.locator(".opblock-section-request-body .content-type").selectOption("text/csv");
    const file = { name, mimeType: "text/csv", buffer: Buffer.from(table) };
    await block.locator('.opblock-section-request-body input[type="file"]').setInputFiles(file);
    return this.#executed(block);
  }

  async #opened(operation) {
    const block = this.block(operation);
    if (!(await block.evaluate((element) => element.classList.contains("is-open")))) {
      await block.locator(".opblock-summary-control").click();
    }
    await block.locator(".opblock-body").waitFor();
    return block;
  }

  async #tried(operation, parameters) {
    const block = await this.#opened(operation);
    const tryOut = block.locator(".try-out__btn:not(.cancel, .reset)");
    await block.locator(".try-out__btn").first().waitFor();
    if (await tryOut.count()) await tryOut.click();
    for (const [name, value] of Object.entries(parameters)) {
      const row = block.locator(`tr[data-param-name="${name}"]`);
      const choice = row.locator("select");
      if (await choice.count()) await choice.selectOption(value);
      else await row.locator("input").fill(value);
    }
    return block;
  }

  async #executed(block) {
    const path = await block.locator(".opblock-summary-path").getAttribute("data-path");
    const pattern = new RegExp(`${path.replace(/\{\w+\}/g, "[^/]+")}(\\?.*)?$`);
    const answered = this.page.waitForResponse((answer) => pattern.test(answer.url()));
    await block.locator(".execute").click();
    const answer = await answered;
    const live = block.locator(".live-responses-table .response .response-col_status").first();
    await live.waitFor();
    const duration = await block.locator(".live-responses-table").textContent();
    const body = await answer.text();
    return { status: answer.status(), body: body ? JSON.parse(body) : null, request: answer.request(), duration };
  }
}
