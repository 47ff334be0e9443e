// Who sits in front of a client: logs in as alice on the pages of the authorization server, and agrees to what is asked for.

/** Goes through pages and redirects, from an authorization request to the redirect URI. */
export async function authorize(request, redirectUri) {
  const cookies = new Map();
  let url = new URL(request);
  let form;
  for (let pages = 0; pages < 12; pages++) {
    const page = await fetch(url, {
      method: form ? 'POST' : 'GET', body: form, redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of page.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      cookies.set(name, value);
    }
    form = undefined;
    const location = page.headers.get('location');
    const text = await page.text();
    if (location) {
      url = new URL(location, url);
      if (url.href.startsWith(redirectUri)) return url;
    } else {
      const action = /<form[^>]* action="([^"]+)"/.exec(text);
      if (!action) throw new Error(`no form on ${page.status} ${url.pathname}`);
      url = new URL(action[1], url);
      const prompt = /name="prompt" value="([a-z]+)"/.exec(text)[1];
      form = new URLSearchParams(prompt === 'login' ? { prompt, login: 'alice', password: 'any' } : { prompt });
    }
  }
  throw new Error('no end of pages');
}
