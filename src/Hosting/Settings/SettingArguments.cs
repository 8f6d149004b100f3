using System.CommandLine;

namespace LiveParking.Hosting.Settings;

/// <summary>
/// Shows in the help the options that <see cref="SettingSources"/> removes from a command line before it is parsed.
/// </summary>
public static class SettingArguments
{
    /// <summary><c>--config FILE</c>.</summary>
    public static Option<string?> File() => new("--config")
    {
        Description = "JSON file of settings, such as {\"Gateway\": {\"CorsOrigins\": [\"https://app.example\"]}}; --Gateway:CorsOrigins:0=… sets one here, "
            + "and Gateway__CorsOrigins__0 in the environment",
    };
}
