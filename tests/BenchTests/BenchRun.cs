using System.Diagnostics;

namespace LiveParking.BenchTests;

/// <summary>Runs a benchmark as a person does.</summary>
internal static class BenchRun
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);

    /// <summary>Runs it to its end. The processes that it starts end with it.</summary>
    /// <param name="program">Its command.</param>
    /// <param name="options">Its options.</param>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(string program, params string[] options)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "LiveParking.Bench.dll"), program, .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(Timeout, TimeProvider.System);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
