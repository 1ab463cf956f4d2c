/**
 * Answers in a page's form[data-hubgen-search] while one types: under the field, as the ARIA combobox pattern has it, or,
 * where the form has the fieldset `groups`, in the page. Without it the form leads to the search page all the same.
 *
 * `action` is the folder of the index. What is said stands in the form's data attributes: data-loading, -failed, -missing,
 * -instead, -more, -other and, for so many answers, -0, -1 and so on; in them "{query}", "{count}", "{word}" and
 * "{instead}" stand for these. The form's output `status` is where it is said. Behind it stands the box, hidden while
 * nothing is asked: the template of what is shown in place of answers, that of an answer (a link and, where it has
 * them, [data-part] section, title, excerpt and group), and the button for more. A popup's box is the listbox and the button
 * its last option, which sends the form. `groups` holds buttons that send the form, too: one without a value, for all
 * answers, and one for each group; each gets the number of its answers as data-count.
 */

const form = document.querySelector("form[data-hubgen-search]");
const { q: input, status, groups } = form.elements;
const { action, dataset } = form;
const box = status.nextElementSibling;
const [none, hit, more] = box.children;
let searcher, terms, timer, active, group;

/** Does one thing after a while, unless another comes first. */
const later = (act, pause) => {
  clearTimeout(timer);
  return (timer = setTimeout(act, pause));
};

const open = async (again) => {
  const address = `${action}index.js`;
  const index = await import(again ? `${address}?${Date.now()}` : address);
  const opened = index.openSearcher(address, index, again && "reload");
  terms = opened.terms;
  await opened.prepare();
  return opened;
};

/** Says a text and shows the box, or hides it where there is nothing to say. */
const tell = (text) => {
  timer = clearTimeout(timer);
  choose();
  status.value = text;
  box.hidden = !text;
  if (!groups) input.ariaExpanded = !!text;
};

/** Answers what stands in the field; `again` past all that the browser has kept. */
const show = async (limit = 5, again) => {
  const query = input.value.trim();
  if (!query) return tell("");
  const turn = later(() => (status.value = dataset.loading), 300);
  const { hits, words, groups: counts, wanted, error } = await Promise.race([
    (searcher ??= open(again)).then(({ search }) => search(query, { limit, group: group || undefined })),
    new Promise((_, reject) => setTimeout(reject, 10000, "no answer")),
  ]).catch((error) => ({ error, hits: [], words: [], groups: [] }));
  if (turn !== timer) return;
  const count = hits.length;
  if (error) {
    searcher = undefined;
    // The index may be that of a build that is gone.
    if (!again) return show(limit, true);
    console.error("hubgen search:", error);
  } else if (!count && group) {
    group = "";
    return show();
  }
  const say = (name, values) =>
    (dataset[name] ?? dataset.other).replace(/{(\w+)}/g, (_, key) => [].concat(values[key]).join(", "));
  const rows = hits.map((found, place) => {
    const row = hit.content.cloneNode(true);
    const link = row.querySelector("a");
    // Behind the folder every address is a relative one, whatever it says.
    link.href = `${action}../${found.url}`;
    link.id = `${input.id}-${place}`;
    for (const part of row.querySelectorAll("[data-part]")) {
      for (const piece of found[part.dataset.part].split(/([^\p{L}\p{M}\p{N}]+)/u)) {
        const mark = document.createElement("mark");
        mark.textContent = piece;
        part.append(terms(piece).some(wanted.has, wanted) ? mark : piece);
      }
    }
    return row;
  });
  more.textContent = say("more", { query });
  box.replaceChildren(...(count ? rows : [none.content.cloneNode(true)]), more);
  if (groups) {
    more.hidden = count < limit;
    for (const button of groups.children) {
      button.ariaPressed = button.value === group;
      button.dataset.count = counts.find(({ name }) => name === button.value)?.count ?? "";
    }
  }
  tell([
    say(error ? "failed" : count, { query, count }),
    ...words.flatMap((each) => (each.instead[0] ? say("instead", each) : count ? [] : say("missing", each))),
  ].join(" "));
};

/** Makes an option of the popup the active one, or none. */
const choose = (option) => {
  active?.removeAttribute("aria-selected");
  active = option;
  active?.setAttribute("aria-selected", true);
  active?.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", active?.id ?? "");
};

/** Puts the query into the address; typing makes one entry of the history, whatever the pauses. */
const remember = (typed) => {
  const address = `?${new URLSearchParams({ q: input.value, ...(group && { group }) })}`;
  history[location.search === address || (typed && history.state) ? "replaceState" : "pushState"](typed, "", address);
};

input.onfocus = () => (searcher ??= open()).catch(() => {});
input.oninput = () => {
  choose();
  group = "";
  later(() => {
    if (groups) remember(true);
    show();
  }, 150);
};

if (groups) {
  onpopstate = () => {
    const asked = new URLSearchParams(location.search);
    input.value = asked.get("q");
    group = asked.get("group") ?? "";
    show();
  };
  form.onsubmit = ({ submitter }) => {
    group = submitter?.value;
    remember(false);
    show();
    return false;
  };
  more.onclick = async () => {
    const before = box.children.length - 1;
    await show(before + 10);
    (box.children[before]?.querySelector("a") ?? input).focus();
  };
  if (location.search) onpopstate();
} else {
  input.onkeydown = ({ key }) => {
    if (box.hidden) return;
    if (/Home|End|Left|Right/.test(key)) return choose();
    if (key === "ArrowDown") choose(active ? active.nextElementSibling : box.firstElementChild);
    else if (key === "ArrowUp") choose(active ? active.previousElementSibling : more);
    else if (key === "Escape") tell("");
    else if (key === "Enter" && active) active.click();
    else return;
    return false;
  };
  for (const type of ["focusin", "pointerdown"]) {
    document.addEventListener(type, ({ target }) => target === input || box.contains(target) || tell(""));
  }
}
