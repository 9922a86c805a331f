// The ids that were seen last, offered where an operation's address asks for one of their kind.

const ASKED = /\/(\w+)\/\{(\w+_id)\}/g;

/** Ids by the noun of their address, as `programmes`. */
export class Ids {
  #nouns = new Set();
  #operations = new Map();
  #seen = new Map();
  #system;

  constructor(api) {
    for (const [path, methods] of Object.entries(api.paths)) {
      const asked = [...path.matchAll(ASKED)].map(([, noun, name]) => ({ noun, name }));
      asked.forEach(({ noun }) => this.#nouns.add(noun));
      for (const [method, { operationId, tags }] of Object.entries(methods)) {
        if (operationId) this.#operations.set(operationId, { at: [path, method], asked, tag: tags[0] });
      }
    }
  }

  /** Offers them in an operation when it is opened. */
  plugin = () => ({
    afterLoad: (system) => {
      this.#system = system;
    },
    statePlugins: {
      layout: {
        wrapActions: {
          show: (show) => (thing, shown) => {
            const done = show(thing, shown);
            if (shown && thing[0] === "operations") this.#offer(thing[2]);
            return done;
          },
        },
      },
    },
  });

  /** Keeps those of an answer, and offers them in the operations that stand open. */
  keep(answer) {
    const path = new URL(answer.url, location.href).pathname;
    if (!answer.ok || !path.includes("/v1/") || !answer.headers?.["content-type"]?.includes("json")) {
      return answer;
    }
    const parts = path.split("/").filter((part) => part !== "import");
    this.#read(JSON.parse(answer.text), parts.at(-1));
    this.#address(parts);
    // what was made goes before the things that it was made from
    if (answer.headers.location) this.#address(new URL(answer.headers.location, location.href).pathname.split("/"));
    for (const [operation, { tag }] of this.#operations) {
      if (this.#system.layoutSelectors.isShown(["operations", tag, operation], false)) this.#offer(operation);
    }
    return answer;
  }

  #address(parts) {
    parts.forEach((part, index) => this.#see(parts[index - 1], part));
  }

  /** The first of a list is read last, and stays. */
  #read(value, noun) {
    if (Array.isArray(value)) {
      [...value].reverse().forEach((one) => this.#read(one, noun));
    } else if (value !== null && typeof value === "object") {
      Object.entries(value).forEach(([key, inner]) => this.#member(key, inner, noun));
    }
  }

  #member(key, inner, noun) {
    if (typeof inner === "string") {
      const own = key === "id" || key === "person_id";
      this.#see(own ? noun : key.replace(/_id$/, "s"), key.endsWith("id") ? inner : "");
    } else {
      const same = ["items", "person", "rows"].includes(key);
      this.#read(inner, same ? noun : [key, `${key}s`].find((one) => this.#nouns.has(one)));
    }
  }

  #see(noun, id) {
    if (this.#nouns.has(noun) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) {
      this.#seen.set(noun, id);
    }
  }

  /** What a person typed there goes first: Swagger UI keeps it apart. */
  #offer(operation) {
    const { at, asked } = this.#operations.get(operation) ?? { asked: [] };
    for (const { noun, name } of asked.filter(({ noun }) => this.#seen.has(noun))) {
      this.#system.specActions.changeParam(at, name, "path", this.#seen.get(noun), false);
    }
  }
}
