namespace DropoutSweep.Client.Completions;

/// <summary>
/// Scripts that hand the line typed so far to the program's <c>[suggest]</c> directive, so that what is
/// offered never falls behind the commands. Where it offers nothing, files are completed.
/// </summary>
internal static class CompletionScripts
{
    /// <summary>The shells there is a script for.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>A shell's script.</summary>
    public static string For(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        "pwsh" => PowerShell,
        _ => throw new ArgumentOutOfRangeException(nameof(shell), shell, "There is no script for this shell."),
    };

    private const string Bash = """
        # dropoutsweep completion for bash
        _dropoutsweep() {
            local word="${COMP_WORDS[COMP_CWORD]}" line="${COMP_LINE:0:COMP_POINT}"
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "$word"))
        }
        complete -o default -o bashdefault -F _dropoutsweep dropoutsweep

        """;

    private const string Zsh = """
        #compdef dropoutsweep
        # dropoutsweep completion for zsh
        _dropoutsweep() {
            local line="${LBUFFER}"
            local -a found
            found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
            found=(${found:#})
            if (( ${#found} )); then
                compadd -a found
            fi
            _files
        }
        compdef _dropoutsweep dropoutsweep

        """;

    private const string Fish = """
        # dropoutsweep completion for fish
        function __dropoutsweep_complete
            set -l line (commandline -cp)
            dropoutsweep "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c dropoutsweep -a '(__dropoutsweep_complete)'

        """;

    private const string PowerShell = """
        # dropoutsweep completion for PowerShell
        Register-ArgumentCompleter -Native -CommandName dropoutsweep -ScriptBlock {
            param($word, $ast, $position)
            $line = $ast.ToString()
            if ($position -lt $line.Length) { $line = $line.Substring(0, $position) }
            if ($position -gt $line.Length) { $line = $line.PadRight($position) }
            dropoutsweep "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }

        """;
}
