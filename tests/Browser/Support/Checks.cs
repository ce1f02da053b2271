using System.Text.Json;
using Microsoft.Playwright;

namespace DropoutSweep.Browser.Support;

/// <summary>What can be checked of a page's accessibility without a person: names, headings, contrast, and that nothing is cut off.</summary>
internal static class Checks
{
    private const double Least = 4.5;
    private const double LeastLarge = 3;

    private const string Names = """
        () => {
          const wrong = [];
          const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('[hidden]');
          const name = (e) => e.getAttribute('aria-label') || (e.getAttribute('aria-labelledby') || '').split(' ').map((id) => document.getElementById(id)?.textContent || '').join('')
            || (e.labels && e.labels[0] && e.labels[0].textContent) || e.querySelector?.('title')?.textContent || e.textContent || e.getAttribute('title') || '';
          for (const e of document.querySelectorAll('a[href],button,input:not([type=hidden]),textarea,select,summary,progress,nav,svg[role=img],[role=region],[role=group]')) {
            if (shown(e) && name(e).trim() === '') { wrong.push('no name: ' + e.outerHTML.slice(0, 120)); }
          }
          const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
          for (const id of ids.filter((id, i) => ids.indexOf(id) !== i)) { wrong.push('twice: #' + id); }
          for (const e of document.querySelectorAll('[aria-labelledby],[aria-describedby]')) {
            for (const id of ((e.getAttribute('aria-labelledby') || '') + ' ' + (e.getAttribute('aria-describedby') || '')).trim().split(/\s+/)) {
              if (!document.getElementById(id)) { wrong.push('names nothing: ' + id); }
            }
          }
          if (!document.documentElement.lang) { wrong.push('no language'); }
          if (!document.title) { wrong.push('no title'); }
          if (document.querySelectorAll('main').length !== 1) { wrong.push('not one main'); }
          if (document.querySelectorAll('h1').length !== 1) { wrong.push(document.querySelectorAll('h1').length + ' h1'); }
          let last = 0;
          for (const h of document.querySelectorAll('h1,h2,h3,h4')) {
            const level = Number(h.tagName[1]);
            if (level > last + 1) { wrong.push('heading skips: ' + h.textContent); }
            last = level;
          }
          for (const th of document.querySelectorAll('th:not([scope])')) { wrong.push('th without scope: ' + th.textContent); }
          if (document.documentElement.scrollWidth > innerWidth) { wrong.push('wider than the window: ' + document.documentElement.scrollWidth + ' > ' + innerWidth + ' by '
            + [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll,.plot,pre,.source')).slice(0, 3).map((e) => e.tagName + '.' + e.className).join(' ')); }
          return wrong;
        }
        """;

    private const string Colors = """
        () => {
          const found = new Map();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const e = walker.currentNode.parentElement;
            if (!walker.currentNode.textContent.trim() || !e.checkVisibility({ visibilityProperty: true }) || ['STYLE', 'SCRIPT', 'TITLE', 'DESC', 'title', 'desc', 'style'].includes(e.tagName)) { continue; }
            const box = e.getBoundingClientRect();
            if (box.right < 0 || box.width === 0) { continue; }
            const style = getComputedStyle(e);
            const svg = e.closest('svg');
            let back = 'rgb(255, 255, 255)';
            for (let at = svg && e !== svg ? svg.querySelector('rect.f-p') : e; at; at = at.parentElement) {
              const color = at.tagName === 'rect' ? getComputedStyle(at).fill : getComputedStyle(at).backgroundColor;
              if (!/, 0\)$/.test(color) && color !== 'transparent') { back = color; break; }
            }
            // Numbers in the cells of a heat map stand on the cell's own colour, which the figure chooses for them.
            if (svg && (e.classList.contains('f-black') || e.classList.contains('f-white'))) { continue; }
            const size = parseFloat(style.fontSize);
            const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
            const front = svg ? style.fill : style.color;
            found.set([front, back, large].join('|'), { front, back, large, text: walker.currentNode.textContent.trim().slice(0, 40) });
          }
          return [...found.values()];
        }
        """;

    /// <summary>What is wrong with a page.</summary>
    public static async Task<List<string>> FindAsync(IPage page)
    {
        var wrong = (await page.EvaluateAsync<string[]>(Names)).ToList();
        foreach (var pair in (await page.EvaluateAsync<JsonElement>(Colors)).EnumerateArray())
        {
            var (front, back) = (pair.GetProperty("front").GetString()!, pair.GetProperty("back").GetString()!);
            var ratio = Contrast.Of(front, back);
            if (ratio < (pair.GetProperty("large").GetBoolean() ? LeastLarge : Least))
            {
                wrong.Add($"contrast {ratio:0.00} of {front} on {back}: {pair.GetProperty("text").GetString()}");
            }
        }

        return wrong;
    }
}
