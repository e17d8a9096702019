"""Pages as people use them: a wall nobody touches, the assistant's console, an agent's own page."""

from urllib.parse import urlencode, urlsplit

from playwright.sync_api import expect

from waiting import DEADLINE

MS = 1000
expect.set_options(timeout=DEADLINE * MS)

DIARY = """
(() => {
  // What this document received, played and showed, in its order.
  const diary = { frames: [], plays: [], ticker: [], strips: [], violations: [] };
  Object.defineProperty(window, 'diary', { value: diary });
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...address) {
      super(...address);
      this.addEventListener('message', ({ data }) => diary.frames.push(JSON.parse(data)));
    }
  };
  document.addEventListener('securitypolicyviolation', (event) => diary.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  const text = (node, name) => node.querySelector(name)?.textContent ?? '';
  new MutationObserver((changes) => {
    const changed = (name) => [...new Set(changes.map(({ target }) => target))].find((node) => node.matches?.(name));
    const stage = changed('takeover-stage');
    if (stage && !stage.hidden && changes.some(({ target, type }) => target === stage && type === 'attributes')) {
      diary.plays.push({ words: text(stage, '.words'), winner: text(stage, '.winner'), product: text(stage, '.product') });
    }
    const strip = changed('cut-strip');
    if (strip && changes.some(({ target, type }) => target === strip && type === 'attributes')) diary.strips.push(!strip.hidden);
    const ticker = changed('.ticker-deals');
    if (ticker) diary.ticker.push([...ticker.children].map((deal) => text(deal, '.product')));
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['hidden'] });
})();
"""


class House:
    """One browser; each screen has a profile of its own, as on a device of its own. It watches that no page
    complains, breaks the content policy, or asks any other host for anything."""

    def __init__(self, browser):
        self.browser = browser
        self.contexts = []
        self.scripts = []  # what the next devices run besides
        self.complaints = []
        # the browser's own notice about every page that nobody has touched yet; the wall shows it too
        self.allowed = ["The AudioContext was not allowed to start"]

    def allow(self, part):
        """A complaint that belongs to the play: a page whose server is gone says that it cannot be reached."""
        self.allowed.append(part)

    def screen(self, url, **options):
        """A new device that opens `url`."""
        context = self.device(**options)
        page = context.new_page()
        page.goto(url)
        return page

    def device(self, **options):
        context = self.browser.new_context(**{"viewport": {"width": 1920, "height": 1080}, "locale": "zh-CN", **options})
        context.set_default_timeout(DEADLINE * MS)
        for script in (DIARY, *self.scripts):
            context.add_init_script(script)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"uncaught: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        self.contexts.append(context)
        return context

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(f"console {message.type}: {message.text}")

    def _request(self, request):
        if urlsplit(request.url).hostname not in ("127.0.0.1", None):
            self.complaints.append(f"another host: {request.url}")

    def _failed(self, request):
        if request.failure == "net::ERR_ABORTED":  # the page was left while it was loading
            return
        if request.service_worker:  # it keeps the files when it can, and tries again
            return
        self.complaints.append(f"failed: {request.url} {request.failure}")

    def close(self):
        for context in self.contexts:
            for page in context.pages:
                self.complaints += [f"content policy: {it}" for it in page.evaluate("window.diary?.violations ?? []")]
            context.close()

    def expect_quiet(self):
        loud = [it for it in self.complaints if not any(part in it for part in self.allowed)]
        assert not loud, "\n".join(loud)


def address(base, path, **query):
    query = {key: value for key, value in query.items() if value is not None}
    return f"{base}{path}" + (f"?{urlencode(query)}" if query else "")


class Wall:
    """A wall screen. Nobody touches it."""

    def __init__(self, house, server, through=None, site=None, lang=None, fragment="", **device):
        self.page = house.screen(address((through or server).url, "/wall/", site=site, lang=lang) + fragment, **device)
        self.stage = self.page.locator("takeover-stage")
        self.strip = self.page.locator("cut-strip")
        self.expect_live()

    def expect_live(self):
        """It shows the floor as it is, and has loaded everything that it will ever need."""
        self.wait_for("document.body.classList.contains('known') && document.body.dataset.phase === 'live'")
        self.wait_for("document.querySelector('link[href=\"/css/ceremony.css\"]')?.sheet")

    def expect_takeover(self, *texts):
        """A takeover is on stage and says all of `texts`."""
        expect(self.stage).to_be_visible()
        for text in texts:
            expect(self.stage).to_contain_text(text)

    def expect_no_takeover(self):
        """The stage is free (again): a takeover and its curtain last up to 21 s."""
        expect(self.stage).to_be_hidden(timeout=25 * MS)

    def expect_standing(self, place, name, amount, deals=None):
        """The row at `place` names the agent, the amount as the wall writes it, and the number of deals."""
        row = self.page.locator("standings-board li.row").nth(place - 1)
        # the board moves when the curtain is up again
        expect(row.locator(".name")).to_have_text(name, timeout=25 * MS)
        expect(row.locator(".place")).to_have_text(str(place))
        expect(row.locator(".amount")).to_have_text(amount)
        if deals:
            expect(row.locator(".deals")).to_have_text(deals)

    def expect_ticker(self, *products):
        """The ticker's first page shows these deals, newest first, each once, as many as fit."""
        self.page.wait_for_function("""(products) => {
            const shown = [...document.querySelectorAll('.ticker-deals .product')].map((node) => node.textContent);
            return shown.length > 0 && shown.every((product, index) => product === products[index]);
        }""", arg=list(products), timeout=25 * MS)

    def wait_for(self, condition, deadline=DEADLINE):
        self.page.wait_for_function(f"() => {condition}", timeout=deadline * MS)

    def wait_for_offset(self, offset, deadline=DEADLINE):
        """It has seen a board as of `offset`."""
        self.wait_for(
            "window.diary.frames.some(({ kind, offset }) => "
            f"(kind === 'standings' || kind === 'snapshot') && offset >= {offset})", deadline)

    @property
    def diary(self):
        return self.page.evaluate("window.diary")

    @property
    def plays(self):
        """The products of the takeovers that began on this screen since it was loaded."""
        return [play["product"] for play in self.diary["plays"]]


class Console:
    """The assistant's console, used by keyboard alone."""

    def __init__(self, house, server, lang=None, site=None, through=None, fragment=""):
        self.page = house.screen(address((through or server).url, "/console/", lang=lang, site=site) + fragment)
        self.outcome = self.page.locator("deal-outcome")
        expect(self.page.locator("body")).to_have_attribute("data-phase", "live")
        self.page.wait_for_function("() => window.diary.frames.some(({ kind }) => kind === 'desk')")

    def type(self, agent, product, amount):
        """Who ⏎ what ⏎ how much ⏎, as an assistant does it, with an eye on who is suggested."""
        keys = self.page.keyboard
        expect(self.page.locator("#entry-agent")).to_be_focused()
        keys.type(agent)
        expect(self.page.get_by_role("option").first).to_be_visible()
        keys.press("Enter")
        keys.type(product)
        keys.press("Enter")
        keys.type(amount)
        keys.press("Enter")

    def open(self, panel):
        """Opens one of its panels; returns it."""
        self.page.locator(f'.panels a[data-panel="{panel}"]').click()
        opened = self.page.locator(f'main > [data-panel="{panel}"]')
        expect(opened).to_be_visible()
        return opened

    def expect_outcome(self, *texts):
        for text in texts:
            expect(self.outcome).to_contain_text(text)


class OwnPage:
    """An agent's own page."""

    def __init__(self, house, server, agent, lang=None, fragment=""):
        self.page = house.screen(address(server.url, "/me/", agent=agent, lang=lang) + fragment)
        self.place = self.page.locator("own-place")

    def expect_place(self, *texts):
        for text in texts:
            expect(self.place).to_contain_text(text)

    def ask_why(self):
        """Asks why it has the place of today; returns the sheet that answers."""
        self.place.get_by_role("button", name="为什么？").click()
        sheet = self.page.get_by_role("dialog")
        expect(sheet.locator(".sheet-body")).to_have_attribute("aria-busy", "false")
        return sheet
