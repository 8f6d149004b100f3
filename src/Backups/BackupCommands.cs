using System.CommandLine;
using LiveParking.Hosting.Programs;

namespace LiveParking.Backups;

/// <summary>The commands <c>backup</c>, <c>restore</c> and <c>move</c> of the programs. An error is one sentence and exit code 1.</summary>
public static class BackupCommands
{
    /// <summary>Makes a command whose errors are printed as one sentence.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="file">The argument that names the backup; null for none.</param>
    /// <param name="options">Its options.</param>
    /// <param name="run">Runs it; the result is printed.</param>
    public static Command Create(string name, string description, Argument<string>? file, IEnumerable<Option> options, Func<ParseResult, CancellationToken, Task<string>> run)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(run);
        var command = new Command(name, description);
        if (file is not null)
            command.Add(file);
        foreach (var option in options)
            command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(await run(parsed, cancellation));
                return 0;
            }
            catch (Exception exception) when (exception is StartException or IOException or UnauthorizedAccessException)
            {
                return StartFailure.Print(StartFailure.Sentences(exception));
            }
        });
        return command;
    }

    /// <summary>The argument that names the file of a backup.</summary>
    public static Argument<string> File() => new("file") { Description = "The file of the backup" };
}
