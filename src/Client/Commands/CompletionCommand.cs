using System.CommandLine;
using DropoutSweep.Client.Completions;

namespace DropoutSweep.Client.Commands;

/// <summary>Prints a script that teaches a shell to complete this program's command lines.</summary>
internal sealed class CompletionCommand : Command, IExampleCommand
{
    public CompletionCommand(ClientHost host)
        : base("completion", "Print a script that completes dropoutsweep's command lines in a shell.")
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh.", HelpName = "SHELL" };
        Choices.AddTo(shell, [.. CompletionScripts.Shells]);
        Add(shell);
        SetAction(parsed =>
        {
            host.Out.Write(CompletionScripts.For(parsed.GetRequiredValue(shell)));
            return ExitCodes.Success;
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "dropoutsweep completion bash > ~/.local/share/bash-completion/completions/dropoutsweep",
        "dropoutsweep completion zsh > ~/.zfunc/_dropoutsweep",
        "dropoutsweep completion fish > ~/.config/fish/completions/dropoutsweep.fish",
        "dropoutsweep completion pwsh | Out-String | Invoke-Expression",
    ];
}
