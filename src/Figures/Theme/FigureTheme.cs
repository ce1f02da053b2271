using System.Security.Cryptography;
using System.Text;

namespace DropoutSweep.Figures.Theme;

/// <summary>
/// The look of all figures: one style sheet, the same in each, so that a page's content security policy allows it by
/// one hash. Colours are variables; a page that sets <c>--figure-paper</c>, <c>--figure-ink</c>, <c>--figure-quiet</c>
/// or <c>--figure-grid</c> overrides them. Series take Okabe and Ito's colours (2008), which eyes without red or green
/// tell apart; on dark paper the dark ones are lifted, on light paper yellow is darkened.
/// </summary>
public static class FigureTheme
{
    /// <summary>The width of every figure, in its own units.</summary>
    public const double Width = 640;

    /// <summary>Room left and right.</summary>
    public const double Margin = 16;

    /// <summary>The size of a figure's title.</summary>
    public const double TitleSize = 16;

    /// <summary>The size of words in a figure.</summary>
    public const double TextSize = 13;

    /// <summary>The size of remarks and of numbers in cells.</summary>
    public const double SmallSize = 12;

    private const string Light =
        ".f{--p:var(--figure-paper,#fff);--i:var(--figure-ink,#1b1f24);--q:var(--figure-quiet,#57606a);--g:var(--figure-grid,#e1e4e8);" +
        "--0:#0072b2;--1:#d55e00;--2:#009e73;--3:#b3478a;--4:#c78500;--5:#2b9fd9;--6:#1b1f24;--7:#9a8c00;--up:#0072b2;--down:#d55e00;--bad:#c8102e}";

    private const string Dark =
        ".f{--p:var(--figure-paper,#14171c);--i:var(--figure-ink,#e6e8eb);--q:var(--figure-quiet,#a6adb6);--g:var(--figure-grid,#333a42);" +
        "--0:#3f9fe0;--1:#f07b2e;--2:#1fbf8f;--3:#dd8fbb;--4:#e69f00;--5:#8fd3f7;--6:#e6e8eb;--7:#f0e442;--up:#1f6fae;--down:#b85a14;--bad:#ff6b7a}";

    /// <summary>The style sheet.</summary>
    public const string Css =
        Light +
        "@media screen and (prefers-color-scheme:dark){" + Dark + "}" +
        ".f{font-family:'Helvetica Neue',Arial,'Liberation Sans','DejaVu Sans',sans-serif}" +
        ".f text{fill:var(--i)}.f .f-q{fill:var(--q)}.f .f-black{fill:#000}.f .f-white{fill:#fff}.f .f-rim{paint-order:stroke;stroke:var(--p);stroke-width:3;stroke-linejoin:round}" +
        ".f-p{fill:var(--p)}.f-g{stroke:var(--g);fill:none}.f-x{stroke:var(--q);fill:none}" +
        ".f-l{stroke:var(--c);fill:none;stroke-width:2;stroke-linejoin:round}.f-b{fill:var(--c);fill-opacity:.12}" +
        ".f-w{stroke:var(--c);stroke-opacity:.6;fill:none;stroke-width:1.5}.f-d{fill:var(--c);fill-opacity:.6}.f-dots{stroke:var(--c);stroke-opacity:.6;stroke-width:4;stroke-linecap:round;fill:none}" +
        ".f-thin{stroke-width:1;stroke-opacity:.4}.f-m{fill:var(--c);stroke:var(--p);stroke-width:1}.f-o{fill:var(--p);stroke:var(--c);stroke-width:2}" +
        ".f-up{--c:var(--up)}.f-down{--c:var(--down)}.f-bad{--c:var(--bad)}.f-ink{--c:var(--i)}.f-quiet{--c:var(--q)}" +
        ".f-s0{--c:var(--0)}.f-s1{--c:var(--1)}.f-s2{--c:var(--2)}.f-s3{--c:var(--3)}.f-s4{--c:var(--4)}.f-s5{--c:var(--5)}.f-s6{--c:var(--6)}.f-s7{--c:var(--7)}" +
        ".f-hit{pointer-events:all}.f-c{fill:var(--c)}.f-k{fill:none;stroke:var(--c)}";

    /// <summary>
    /// A figure without its own copy of <see cref="Css"/>, for a page whose style sheet holds it: a browser works out the style of a
    /// whole document again whenever a style sheet within it comes or goes, as it would with every figure that is drawn anew.
    /// </summary>
    /// <param name="svg">A figure as <see cref="FigureRenderer"/> draws it.</param>
    public static string WithoutCss(string svg)
    {
        ArgumentNullException.ThrowIfNull(svg);
        return svg.Replace(Element, string.Empty, StringComparison.Ordinal);
    }

    /// <summary>The element that brings <see cref="Css"/> into a figure.</summary>
    internal const string Element = "<style>" + Css + "</style>";

    /// <summary>The source expression that allows <see cref="Css"/> in a content security policy's <c>style-src</c>.</summary>
    public static string ContentSecurityHash { get; } = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'";
}
