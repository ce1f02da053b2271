using System.Security.Cryptography;
using System.Text;
using DropoutSweep.Figures.Theme;

namespace DropoutSweep.Client.Reports;

/// <summary>A report's style sheet and its one script, and the policy that allows these and nothing else.</summary>
internal static class ReportStyle
{
    /// <summary>The style sheet.</summary>
    public const string Css = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--quiet:#57606a;--line:#d8dee4;--tint:#f6f8fa;--warn:#9a6700;--mark:#0b5cad}
        @media screen and (prefers-color-scheme:dark){:root{--paper:#14171c;--ink:#e6e8eb;--quiet:#a6adb6;--line:#333a42;--tint:#1d2229;--warn:#e3b341;--mark:#6cb6ff}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 'Helvetica Neue',Arial,'Liberation Sans','DejaVu Sans',sans-serif}
        main,header,footer{max-width:min(96vw,1400px);margin:0 auto;padding:0 16px}
        h1{font-size:1.5rem;margin:1.5rem 0 .25rem;overflow-wrap:anywhere}h2{font-size:1.2rem;margin:2.5rem 0 .75rem}
        p,li,pre,td{overflow-wrap:anywhere}.quiet{color:var(--quiet)}
        .answer{font-size:1.15rem;max-width:75ch;border-left:4px solid var(--mark);padding-left:1rem;margin:1rem 0}.answer p{margin:.4rem 0}
        .warnings{border-left:4px solid var(--warn);padding:.25rem 1rem;background:var(--tint)}.warnings h2{margin:.6rem 0 .25rem}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,560px),1fr));gap:24px;align-items:start}
        figure{margin:0;border:1px solid var(--line);border-radius:6px;padding:8px;break-inside:avoid;overflow-x:auto}
        figure svg{display:block;width:100%;min-width:440px;height:auto}figcaption{padding:8px;font-size:.95rem;max-width:75ch}
        .table{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.92rem}
        th,td{padding:5px 10px;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}th.text,td.text{text-align:left}td.wide{white-space:normal;min-width:16rem;text-align:left}
        .claims td{vertical-align:top}.claims td.text{white-space:normal;overflow-wrap:normal}.claims td.wide{min-width:15rem}.claims td.value{text-align:left}
        thead th{position:sticky;top:0;background:var(--paper)}tr.best td{font-weight:700}
        th button{all:unset;cursor:pointer;text-decoration:underline dotted}th button:focus-visible{outline:2px solid var(--mark)}
        th[aria-sort=ascending] button::after{content:' ↑'}th[aria-sort=descending] button::after{content:' ↓'}
        pre{background:var(--tint);padding:12px;overflow-x:auto;font-size:.85rem;white-space:pre-wrap}dt{font-weight:700}dd{margin:0 0 .6rem;overflow-wrap:anywhere}a{color:var(--mark)}
        @media (max-width:480px){body{font-size:15px}figure svg{min-width:520px}}
        @media (min-width:2400px){body{font-size:19px}main,header,footer{max-width:2600px}.figures{grid-template-columns:repeat(auto-fit,minmax(760px,1fr))}}
        @media print{html{font-size:12px}body{font-size:1rem}.answer{max-width:none}main,header,footer{max-width:none;padding:0}h2{break-after:avoid}.figures{display:block}figure{margin-bottom:14px}figure svg{min-width:0;max-width:120mm}figcaption{max-width:none}
        .table{overflow:visible}table{font-size:8pt;max-width:100%}th,td{padding:2px 4px}td.text,td.wide{white-space:normal;min-width:0}tr,.warnings{break-inside:avoid}th button{text-decoration:none}thead th{position:static}
        details:not([open])::details-content{content-visibility:visible;block-size:auto;display:block}pre{font-size:7.5pt}}
        """;

    /// <summary>Makes the table's headings sort it; the page reads the same without.</summary>
    public const string Script = """
        for(const table of document.querySelectorAll('table.sortable')){
        const body=table.tBodies[0];
        [...table.tHead.rows[0].cells].forEach((head,column)=>{
        const button=document.createElement('button');button.type='button';button.append(...head.childNodes);head.append(button);
        button.addEventListener('click',()=>{
        const down=head.getAttribute('aria-sort')==='ascending';
        for(const other of table.tHead.rows[0].cells)other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort',down?'descending':'ascending');
        const key=row=>row.cells[column].dataset.value??row.cells[column].textContent;
        const rows=[...body.rows].sort((a,b)=>{const x=key(a),y=key(b),m=Number(x),n=Number(y);
        if(x===''||y==='')return (x==='')-(y==='');
        const order=Number.isNaN(m)||Number.isNaN(n)?x.localeCompare(y,'en',{numeric:true}):m-n;return down?-order:order});
        body.append(...rows)})})}
        """;

    /// <summary>The content security policy: nothing is loaded, and nothing runs or styles but what the report itself brought.</summary>
    public static string Policy => $"default-src 'none'; base-uri 'none'; form-action 'none'; style-src '{Hash(Css)}' {FigureTheme.ContentSecurityHash}; script-src '{Hash(Script)}'";

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
