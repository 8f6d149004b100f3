using System.CommandLine;
using LiveParking.Grains.Interfaces;

namespace LiveParking.Gateway.Access;

/// <summary>
/// The command <c>token --role R [--location ID]… [--subject NAME] [--days N | --expires-in 20s|12h|30d] [--data DIR]</c>. It prints one token and
/// nothing else. On an error it writes one sentence to standard error and exits with code 2.
/// </summary>
public static class TokenCommand
{
    private const int Failed = 2;
    private const int MaxSubjectLength = 100;

    /// <summary>Creates the command for a program's root command.</summary>
    /// <param name="timeProvider">The clock for token expiry.</param>
    /// <param name="defaultDataFolder">The data folder when <c>--data</c> is absent; keys are in its subfolder <c>keys</c>.</param>
    public static Command Create(TimeProvider timeProvider, string defaultDataFolder = "data")
    {
        var role = new Option<string?>("--role") { Description = "What the bearer may do: viewer, sensor, operator or admin" };
        var location = new Option<string[]>("--location") { Description = "A location for which it is good; repeatable. Without it: all" };
        var subject = new Option<string?>("--subject") { Description = "Whose token it is, as it stands in the records of what was changed; 1 to 100 characters" };
        var days = new Option<string?>("--days") { Description = $"How many days it is good for, 1 to {TokenLifetime.MaxDays}; {TokenLifetime.DefaultDays} by default" };
        var expiresIn = new Option<string?>("--expires-in") { Description = "How long it is good for, instead of --days: 20s, 15m, 12h or 30d" };
        var data = new Option<string?>("--data") { Description = $"The data folder of the system; {defaultDataFolder} by default" };
        // The action reports command-line errors, like all other errors.
        role.Arity = subject.Arity = days.Arity = expiresIn.Arity = data.Arity = ArgumentArity.ZeroOrOne;
        location.Arity = ArgumentArity.ZeroOrMore;
        var command = new Command("token", "Prints one access token.") { role, location, subject, days, expiresIn, data };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parse =>
        {
            var output = parse.InvocationConfiguration;
            try
            {
                if (parse.UnmatchedTokens is [var unknown, ..])
                    throw new InvalidRequestException($"token does not know '{unknown}'; see token --help.");
                var folder = parse.GetResult(data) is null ? defaultDataFolder : parse.GetValue(data);
                var token = Issue(
                    parse.GetValue(role),
                    parse.GetValue(location) ?? [],
                    ValueOf(parse, subject),
                    TokenLifetime.Read(ValueOf(parse, days), ValueOf(parse, expiresIn)),
                    folder,
                    timeProvider);
                output.Output.WriteLine(token);
                return 0;
            }
            catch (Exception exception) when (exception is InvalidRequestException or TokenKeyException)
            {
                output.Error.WriteLine(exception.Message);
                return Failed;
            }
        });
        return command;
    }

    /// <summary>The value of an option; empty when the option has no value, null when the option is absent.</summary>
    private static string? ValueOf(ParseResult parse, Option<string?> option) => parse.GetResult(option) is null ? null : parse.GetValue(option) ?? "";

    private static string Issue(string? role, string[] locations, string? subject, TimeSpan lifetime, string? dataFolder, TimeProvider timeProvider)
    {
        if (string.IsNullOrWhiteSpace(dataFolder))
            throw new InvalidRequestException("--data has to name the data folder of the system.");
        Role? known = role switch
        {
            "viewer" => Role.Viewer,
            "sensor" => Role.Sensor,
            "operator" => Role.Operator,
            "admin" => Role.Admin,
            _ => null,
        };
        if (known is null)
            throw new InvalidRequestException("--role has to be viewer, sensor, operator or admin.");
        foreach (var id in locations.Where(id => id != TokenClaims.EveryLocation))
            Slug.Require(id, "--location");
        if (subject is not null && (string.IsNullOrWhiteSpace(subject) || subject.Length > MaxSubjectLength))
            throw new InvalidRequestException($"--subject has to be 1 to {MaxSubjectLength} characters.");
        return new TokenIssuer(Path.Combine(dataFolder, "keys"), timeProvider).Issue(known.Value, locations, lifetime, subject);
    }
}
