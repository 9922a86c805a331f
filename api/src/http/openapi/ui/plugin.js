// What Swagger UI does otherwise here.

/** A filter that finds operations or says that none matches; refusals folded; a token may be pasted with its `Bearer`. */
export const plugin = ({ React }) => ({
  components: { FilterContainer: (system) => filterBox(React, system) },
  fn: { opsFilter: filter },
  wrapComponents: { operations: sayNoMatch(React), responses: foldRefusals(React) },
  statePlugins: { auth: { wrapActions: { authorize: withoutScheme } } },
});

function filterBox(React, { layoutActions, layoutSelectors }) {
  const words = layoutSelectors.currentFilter();
  const input = React.createElement("input", {
    "aria-label": "Filter operations",
    className: "operation-filter-input",
    onChange: (event) => layoutActions.updateFilter(event.target.value),
    placeholder: "Filter operations, for example “import” or “open programme”",
    type: "search",
    value: typeof words === "string" ? words : "",
  });
  return React.createElement("div", { className: "filter-container wrapper" }, input);
}

function sayNoMatch(React) {
  const sentence = React.createElement("p", { className: "wrapper", role: "status" }, "No operation matches.");
  return (Operations) => (props) =>
    props.specSelectors.taggedOperations().size > 0 ? React.createElement(Operations, props) : sentence;
}

/** The refusals of an operation are one line until it is clicked. */
function foldRefusals(React) {
  return (Responses) => (props) => {
    const [open, setOpen] = React.useState(false);
    const codes = props.responses.keySeq().filter((code) => Number(code) >= 400).join(", ");
    const button = {
      "aria-expanded": open,
      className: "refusals",
      onClick: () => setOpen(!open),
      type: "button",
    };
    return React.createElement(
      "div",
      { className: open ? "" : "refusals-folded" },
      React.createElement(Responses, props),
      codes && React.createElement("button", button, `${open ? "Hide" : "Show"} the refusals: ${codes}`),
    );
  };
}

/** The operations in which all words occur. */
function filter(tagged, phrase) {
  const words = phrase.toLowerCase().split(/\s+/);
  const found = (tag) => (one) => {
    const of = (name) => one.getIn(["operation", name]);
    const text = [tag, one.get("method"), one.get("path"), of("operationId"), of("summary")];
    return words.every((word) => text.join(" ").toLowerCase().includes(word));
  };
  const fewer = tagged.map((group, tag) => group.update("operations", (all) => all.filter(found(tag))));
  return fewer.filter((group) => group.get("operations").size > 0);
}

const withoutScheme = (authorize) => (credentials) => {
  const { bearer, ...others } = credentials;
  if (!bearer?.value) {
    return authorize(credentials);
  }
  const value = bearer.value.trim().replace(/^bearer\s+/i, "");
  return authorize({ ...others, bearer: { ...bearer, value } });
};

/** Of all that a provider offers, a person in a browser needs one way to sign in. */
export function keepCodeFlow(answer, provider) {
  if (answer.ok && answer.url === provider?.openIdConnectUrl) {
    const { authorization_endpoint, token_endpoint } = JSON.parse(answer.text);
    const grant_types_supported = ["authorization_code"];
    answer.text = JSON.stringify({ authorization_endpoint, token_endpoint, grant_types_supported });
  }
  return answer;
}

/** The ETags that were read, so that a change need not have one typed in. */
export class Etags {
  #read = new Map();

  keep(answer) {
    const { etag, location } = answer.headers ?? {};
    if (etag) {
      this.#read.set(new URL(location ?? "", answer.url).href, etag);
    }
    return answer;
  }

  send(request) {
    const etag = this.#read.get(request.url);
    if (etag && ["PATCH", "PUT"].includes(request.method)) {
      request.headers["If-Match"] ??= etag;
    }
    return request;
  }
}
