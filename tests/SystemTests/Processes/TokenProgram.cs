
namespace LiveParking.SystemTests.Processes;

/// <summary>Issues tokens with <c>./run token</c>.</summary>
internal static class TokenProgram
{
    /// <summary>Runs the command.</summary>
    /// <param name="dataFolder">The data folder of the system.</param>
    /// <param name="roleAndOptions">The role, then further options.</param>
    /// <returns>The only line on standard output.</returns>
    public static async Task<string> IssueAsync(string dataFolder, params IEnumerable<string> roleAndOptions)
    {
        using var folder = new TempFolder();
        await using var command = new LiveProgram("token", "Standalone", folder.Path, ["token", "--data", dataFolder, "--role", .. roleAndOptions]);
        var code = await command.RunAsync();
        Assert.True(code == 0, command.Child.Tail());
        Assert.Empty(command.Child.Errors);
        return Assert.Single(command.Child.Output);
    }
}
