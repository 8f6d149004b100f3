using System.CommandLine;
using System.CommandLine.Parsing;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Tokens;

/// <summary>
/// The command <c>token</c>, which issues a token, and its subcommands <c>list</c> and <c>revoke</c>. They work on the folder of keys, whether or not
/// the system runs. On an error each writes one sentence to standard error and exits with code 2.
/// </summary>
public static class TokenCommand
{
    private const int Failed = 2;

    /// <summary>Creates the command for a program's root command.</summary>
    /// <param name="timeProvider">The clock for token expiry.</param>
    /// <param name="defaultDataFolder">The data folder when <c>--data</c> is absent; keys are in its subfolder <c>keys</c>.</param>
    public static Command Create(TimeProvider timeProvider, string defaultDataFolder = "data")
    {
        var keys = new KeysFolderOptions(defaultDataFolder);
        var issue = new TokenRequestOptions();
        var command = new Command("token", "Prints one access token.");
        keys.AddTo(command);
        issue.AddTo(command);
        Act(command, async parse =>
        {
            var request = issue.Read(parse);
            var folder = keys.Read(parse);
            var ledger = new TokenLedgerFile(folder);
            var issuer = new TokenIssuer(folder, timeProvider);
            // The file is written after the key is there: the issuer makes the folder.
            var issued = issuer.Issue(request, Author, LastRevocation(folder, request.Subject));
            await ledger.AppendAsync([new TokenLedgerEntry(Issued: issued.Record)]);
            await parse.InvocationConfiguration.Output.WriteLineAsync(issued.Token);
        });
        command.Add(List(keys, timeProvider));
        command.Add(Revoke(keys, timeProvider));
        return command;
    }

    /// <summary>Who issues and revokes on a command line.</summary>
    public static string Author => $"command line ({Environment.UserName})";

    private static Command List(KeysFolderOptions keys, TimeProvider timeProvider)
    {
        var json = new Option<bool>("--json") { Description = "Print a JSON object a line" };
        var command = new Command("list", "Lists the tokens that have not expired.") { json };
        keys.AddTo(command);
        Act(command, async parse =>
        {
            var tokens = TokenLedger.Of(new TokenLedgerFile(keys.Read(parse)).ReadAll(), timeProvider.GetUtcNow()).Tokens;
            var lines = parse.GetValue(json) ? TokenTable.Json(tokens) : TokenTable.Text(tokens);
            foreach (var line in lines)
                await parse.InvocationConfiguration.Output.WriteLineAsync(line);
        });
        return command;
    }

    private static Command Revoke(KeysFolderOptions keys, TimeProvider timeProvider)
    {
        var id = new Argument<string?>("id") { Description = "The id of a token, as list prints it", Arity = ArgumentArity.ZeroOrOne };
        var subject = new Option<string?>("--subject") { Description = "All tokens of this owner, also those of earlier releases", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("revoke", "Revokes a token, or all tokens of an owner. What runs on them ends within 5 s.") { id, subject };
        keys.AddTo(command);
        Act(command, async parse =>
        {
            var (wanted, owner) = (parse.GetValue(id), parse.GetResult(subject) is null ? null : parse.GetValue(subject) ?? "");
            if ((wanted is null) == (owner is null))
                throw new InvalidRequestException("token revoke needs the id of a token, or --subject with an owner.");
            if (owner is not null && (string.IsNullOrWhiteSpace(owner) || owner.Length > TokenRequestRules.MaxSubjectLength))
                throw new InvalidRequestException($"--subject has to be 1 to {TokenRequestRules.MaxSubjectLength} characters.");
            var folder = keys.Read(parse);
            var ledger = new TokenLedgerFile(folder);
            var now = timeProvider.GetUtcNow();
            var known = TokenLedger.Of(ledger.ReadAll(), now);
            var revocation = owner is not null
                ? TokenLedger.RevocationOfSubject(owner, now)
                : known.RevocationOfToken(wanted!, now) ?? throw new InvalidRequestException($"There is no valid token '{wanted}': see token list.");
            await ledger.AppendAsync([new TokenLedgerEntry(Revoked: revocation with { RevokedBy = Author })]);
            var count = known.Tokens.Count(token => token.RevokedAt is null && TokenLedger.Covers(revocation, token));
            await parse.InvocationConfiguration.Output.WriteLineAsync(
                $"{(count == 1 ? "1 token is" : $"{count} tokens are")} revoked{(owner is null ? "" : ", and all others that were issued to this owner until now")}.");
        });
        return command;
    }

    private static DateTimeOffset? LastRevocation(string folder, string? subject) => subject is null
        ? null
        : new TokenLedgerFile(folder).ReadAll().Where(entry => entry.Revoked?.Subject == subject).Max(entry => entry.Revoked?.At);

    private static void Act(Command command, Func<ParseResult, Task> action)
    {
        // The action reports command-line errors, like all other errors.
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parse, _) =>
        {
            try
            {
                if (parse.UnmatchedTokens is [var unknown, ..])
                    throw new InvalidRequestException($"token does not know '{unknown}'; see token --help.");
                await action(parse);
                return 0;
            }
            catch (Exception exception) when (exception is InvalidRequestException or TokenKeyException or IOException or UnauthorizedAccessException)
            {
                await parse.InvocationConfiguration.Error.WriteLineAsync(exception.Message);
                return Failed;
            }
        });
    }

    /// <summary>The options that name the folder of keys.</summary>
    private sealed class KeysFolderOptions(string defaultDataFolder)
    {
        private readonly Option<string?> _data =
            new("--data") { Description = $"The data folder of the system; {defaultDataFolder} by default", Arity = ArgumentArity.ZeroOrOne };

        private readonly Option<string?> _keys =
            new("--keys") { Description = "The folder of keys of a cluster's central silos, instead of --data", Arity = ArgumentArity.ZeroOrOne };

        public void AddTo(Command command)
        {
            command.Add(_data);
            command.Add(_keys);
        }

        public string Read(ParseResult parse)
        {
            var (hasData, hasKeys) = (parse.GetResult(_data) is not null, parse.GetResult(_keys) is not null);
            if (hasData && hasKeys)
                throw new InvalidRequestException("--data and --keys exclude each other: give one of them.");
            var folder = hasKeys ? parse.GetValue(_keys) : hasData ? parse.GetValue(_data) : defaultDataFolder;
            if (string.IsNullOrWhiteSpace(folder))
                throw new InvalidRequestException(hasKeys ? "--keys has to name the folder of keys." : "--data has to name the data folder of the system.");
            return hasKeys ? folder : Path.Combine(folder, "keys");
        }
    }

    /// <summary>The options that describe a new token.</summary>
    private sealed class TokenRequestOptions
    {
        private readonly Option<string?> _role = new("--role") { Description = "What the bearer may do: viewer, sensor, operator or admin", Arity = ArgumentArity.ZeroOrOne };
        private readonly Option<string[]> _locations = Many("--location", "A location for which it is valid; repeatable. Without places: all locations");
        private readonly Option<string[]> _groups = Many("--group", "A group of locations for which it is valid; repeatable");
        private readonly Option<string[]> _levels = Many("--level", "For a sensor: a level for which it is valid, LOCATION/LEVEL; repeatable");
        private readonly Option<string[]> _sensors = Many("--sensor", "For a sensor: the id of a sensor whose readings it may send; repeatable");
        private readonly Option<string[]> _cameras = Many("--camera", "For a viewer: a camera for which it is valid; repeatable");

        private readonly Option<string?> _subject = new("--subject")
        {
            Description = "Whose token it is, as it stands in the records of what was changed; 1 to 100 characters", Arity = ArgumentArity.ZeroOrOne,
        };

        private readonly Option<string?> _days = new("--days")
        {
            Description = $"How many days it is valid, 1 to {TokenLifetime.MaxDays}; {TokenLifetime.DefaultDays} by default", Arity = ArgumentArity.ZeroOrOne,
        };

        private readonly Option<string?> _expiresIn = new("--expires-in")
        {
            Description = "How long it is valid, instead of --days: 20s, 15m, 12h or 30d", Arity = ArgumentArity.ZeroOrOne,
        };

        public void AddTo(Command command)
        {
            foreach (var option in (Option[])[_role, _locations, _groups, _levels, _sensors, _cameras, _subject, _days, _expiresIn])
                command.Add(option);
        }

        public TokenRequest Read(ParseResult parse)
        {
            var role = TokenClaims.RoleOf(parse.GetValue(_role)) ?? throw new InvalidRequestException("--role has to be viewer, sensor, operator or admin.");
            var request = new TokenRequest(role, TokenLifetime.Read(ValueOf(parse, _days), ValueOf(parse, _expiresIn)), ValueOf(parse, _subject))
            {
                Scope = new TokenScope
                {
                    Locations = parse.GetValue(_locations) ?? [],
                    Groups = parse.GetValue(_groups) ?? [],
                    Levels = parse.GetValue(_levels) ?? [],
                    Sensors = parse.GetValue(_sensors) ?? [],
                    Cameras = parse.GetValue(_cameras) ?? [],
                },
            };
            try
            {
                return TokenRequestRules.Require(request);
            }
            catch (InvalidRequestException fault)
            {
                // The rules name the fields of a request; a person at a command line knows options.
                throw new InvalidRequestException($"--{fault.Field!.TrimEnd('s')}: {fault.Message}");
            }
        }

        private static Option<string[]> Many(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.ZeroOrMore };

        /// <summary>The value of an option; empty when the option has no value, null when the option is absent.</summary>
        private static string? ValueOf(ParseResult parse, Option<string?> option) => parse.GetResult(option) is null ? null : parse.GetValue(option) ?? "";
    }
}
