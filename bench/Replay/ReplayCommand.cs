using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LiveParking.Bench.Measuring;
using LiveParking.Bench.Measuring.Processes;
using LiveParking.Replay.Rows;
using LiveParking.Replay.Sending;

namespace LiveParking.Replay;

/// <summary>The command line.</summary>
internal static class ReplayCommand
{
    private const double AtOnce = double.PositiveInfinity;

    public static RootCommand Create()
    {
        var defaults = new ReplayOptions();
        var file = new Argument<FileInfo?>("file")
        {
            Description = "separated values with a head; the first that fits under ../shared/data when absent, a generated one if there is none",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var speed = new Option<double>("--speed")
        {
            Description = "seconds of the recording in a second, or max",
            DefaultValueFactory = _ => defaults.Speed ?? AtOnce,
            CustomParser = ReadSpeed,
        };
        var batch = new NumberOption("--batch", "the most rows of a request", defaults.Batch, 1, 1_000);
        var url = new Option<Uri?>("--url") { Description = "a gateway that runs; without it a system of its own is started", CustomParser = ReadUrl };
        var token = new Option<string?>("--token") { Description = "a token for it, with the role admin or operator" };
        var location = new Option<string?>("--location") { Description = "the id of the location that is made; a new one each time when absent" };
        var park = new Option<string?>("--park") { Description = "the column that names the car park" };
        var capacity = new Option<string?>("--capacity") { Description = "the column with its spots" };
        var occupied = new Option<string?>("--occupied") { Description = "the column with the spots that are taken" };
        var time = new Option<string?>("--time") { Description = "the column with the time" };
        var zone = new Option<string>("--time-zone") { Description = "the zone of times without an offset", DefaultValueFactory = _ => defaults.Format.TimeZone };
        var format = new Option<string?>("--time-format") { Description = "how times are written, such as 'dd/MM/yyyy HH:mm'; ISO-8601 or seconds since 1970 when absent" };
        var silent = new NumberOption("--silent-after", "seconds for which a count stands when nothing follows", (int)defaults.SilentAfter.TotalSeconds, 60, 604_800);
        var noMinutes = new Option<bool>("--no-minutes") { Description = "checks hours and days of the history only, so that nothing holds up the rows" };
        var parks = new NumberOption("--parks", "car parks of a generated recording", defaults.GeneratedParks, 1, 1_000);
        var days = new NumberOption("--days", "days of a generated recording", defaults.GeneratedDays, 1, 700);
        var seed = new NumberOption("--seed", "the seed of a generated recording", defaults.Seed, 0, 1_000_000);
        var root = new RootCommand("Replays a recording of car parks over HTTP and holds outcomes, final numbers and history against its rows.")
        {
            file, speed, batch, url, token, location, park, capacity, occupied, time, zone, format, silent, noMinutes, parks, days, seed,
        };
        root.SetAction((parsed, cancellationToken) => RunAsync(
            new ReplayOptions
            {
                File = parsed.GetValue(file)?.FullName,
                Format = new RecordingFormat
                {
                    Park = parsed.GetValue(park),
                    Capacity = parsed.GetValue(capacity),
                    Occupied = parsed.GetValue(occupied),
                    Time = parsed.GetValue(time),
                    TimeZone = parsed.GetValue(zone)!,
                    TimeFormat = parsed.GetValue(format),
                },
                Speed = parsed.GetValue(speed) is var factor and < AtOnce ? factor : null,
                Batch = parsed.GetValue(batch),
                Url = parsed.GetValue(url),
                Token = parsed.GetValue(token),
                Location = parsed.GetValue(location),
                SilentAfter = TimeSpan.FromSeconds(parsed.GetValue(silent)),
                ChecksMinutes = !parsed.GetValue(noMinutes),
                GeneratedParks = parsed.GetValue(parks),
                GeneratedDays = parsed.GetValue(days),
                Seed = parsed.GetValue(seed),
            },
            cancellationToken));
        return root;
    }

    private static async Task<int> RunAsync(ReplayOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await ReplayBench.RunAsync(options, Console.Out, cancellationToken) ? 0 : 1;
        }
        catch (Exception fault) when (fault is RecordingException or ReplayException or ChildFailedException or HttpRequestException or IOException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    private static Uri? ReadUrl(ArgumentResult result)
    {
        // A path without a slash at its end would be lost.
        if (Uri.TryCreate($"{result.Tokens[0].Value.TrimEnd('/')}/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return url;
        result.AddError($"--url is an address such as http://localhost:5000, not '{result.Tokens[0].Value}'.");
        return null;
    }

    private static double ReadSpeed(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text == "max")
            return AtOnce;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) && speed is > 0 and <= 1e9)
            return speed;
        result.AddError($"--speed is a number above 0, or max, not '{text}'.");
        return AtOnce;
    }
}
