using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LiveParking.Hosting.Doctor;

/// <summary>Runs the checks of <c>doctor</c> and prints what they found.</summary>
public static class DoctorReport
{
    /// <summary>Longest time for one check.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Runs all checks beside each other and prints the findings in the order of the checks.</summary>
    /// <param name="checks">A name for each, and the check.</param>
    /// <param name="asJson">Whether to print JSON: <c>{"isWell", "findings": [{"check", "state": "good|warning|fault", "detail", "cure"?}]}</c>.</param>
    /// <param name="output">Where to print.</param>
    /// <returns>The exit code: 0 when nothing is at fault, 1 otherwise.</returns>
    public static async Task<int> RunAsync(IEnumerable<(string Name, Func<Task<IReadOnlyList<Finding>>> FindAsync)> checks, bool asJson, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(checks);
        ArgumentNullException.ThrowIfNull(output);
        var findings = (await Task.WhenAll(checks.Select(check => FindAsync(check.Name, check.FindAsync)))).SelectMany(found => found).ToList();
        var isWell = findings.TrueForAll(finding => finding.State != FindingState.Fault);
        if (asJson)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(new { isWell, findings }, Json));
            return isWell ? 0 : 1;
        }

        var width = findings.Max(finding => finding.Check.Length);
        foreach (var finding in findings)
        {
            await output.WriteLineAsync($"{Mark(finding.State)}  {finding.Check.PadRight(width)}  {finding.Detail}");
            if (finding.Cure is { } cure)
                await output.WriteLineAsync($"      {new string(' ', width + 2)}{cure}");
        }

        var (faults, warnings) = (findings.Count(finding => finding.State == FindingState.Fault), findings.Count(finding => finding.State == FindingState.Warning));
        await output.WriteLineAsync(faults + warnings == 0 ? "All is well." : $"{faults} to be cured, {warnings} to look at.");
        return isWell ? 0 : 1;
    }

    /// <summary>The check of the settings.</summary>
    /// <param name="faults">What is wrong with them.</param>
    public static (string Name, Func<Task<IReadOnlyList<Finding>>> FindAsync) Settings(IReadOnlyList<string> faults) => ("settings", () => Task.FromResult<IReadOnlyList<Finding>>(
        faults.Count == 0
            ? [Finding.Good("settings", "The settings are valid.")]
            : [.. faults.Select(fault => Finding.Fault("settings", fault, "See docs/operations.md, \"Settings\"."))]));

    /// <summary>The check of a camera.</summary>
    /// <param name="id">The camera.</param>
    /// <param name="faultAsync">Why its source is not there; null when it is.</param>
    public static (string Name, Func<Task<IReadOnlyList<Finding>>> FindAsync) Camera(string id, Func<Task<string?>> faultAsync)
    {
        var name = $"camera {id}";
        return (name, async () =>
        [
            await faultAsync() is { } fault
                ? Finding.Fault(name, fault, "Look at its address, power and network; ping its host.")
                : Finding.Good(name, "Its source is there."),
        ]);
    }

    private static async Task<IReadOnlyList<Finding>> FindAsync(string name, Func<Task<IReadOnlyList<Finding>>> findAsync)
    {
        try
        {
            return await Task.Run(findAsync).WaitAsync(Limit, TimeProvider.System);
        }
        catch (Exception error)
        {
            // A check that fails has to be seen like any other fault, and must not hide the others.
            return [Finding.Fault(name, $"This could not be checked: {error.Message}", "Look at the message; run doctor again as the user of the service.")];
        }
    }

    private static string Mark(FindingState state) => state switch
    {
        FindingState.Good => "good",
        FindingState.Warning => "look",
        _ => "CURE",
    };
}
