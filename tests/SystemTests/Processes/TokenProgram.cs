using System.CommandLine;
using LiveParking.Tokens;

namespace LiveParking.SystemTests.Processes;

/// <summary>Issues tokens with the command <c>token</c> of <c>./run</c>, without a process for each: hundreds of them took a fifth of the tests' time.</summary>
internal static class TokenProgram
{
    /// <summary>Runs the command.</summary>
    /// <param name="dataFolder">The data folder of the system.</param>
    /// <param name="roleAndOptions">The role, then further options.</param>
    /// <returns>The only line on standard output.</returns>
    public static async Task<string> IssueAsync(string dataFolder, params IEnumerable<string> roleAndOptions)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await TokenCommand.Create(TimeProvider.System).Parse(["--data", dataFolder, "--role", .. roleAndOptions])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        Assert.True(code == 0 && errors.ToString().Length == 0, $"token ends with {code}: {errors}");
        return Assert.Single(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
