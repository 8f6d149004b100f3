using System.Globalization;
using System.Net;
using LiveParking.Abuser;

// Usage: sensor|viewer|nobody URL SECONDS SOURCE LOCATION LEVEL CAMERA [TOKEN]
// Runs all attacks of one kind of caller against a server on loopback, from the address SOURCE, and ends by itself after SECONDS.
// Then prints one line for each attack and outcome: "attack: outcome count".
if (args.Length is < 7 or > 8)
{
    Console.Error.WriteLine("usage: sensor|viewer|nobody URL SECONDS SOURCE LOCATION LEVEL CAMERA [TOKEN]");
    return 2;
}

var server = new Uri(args[1]);
if (!IPAddress.TryParse(args[3], out var source) || !IPAddress.IsLoopback(source) || !server.IsLoopback)
{
    Console.Error.WriteLine("URL and SOURCE have to be on loopback.");
    return 2;
}

var attacks = args[0] switch
{
    "sensor" => SensorAttacks.All,
    "viewer" => ViewerAttacks.All,
    "nobody" => NobodyAttacks.All,
    _ => throw new ArgumentException($"No kind of caller: {args[0]}", nameof(args)),
};
var tally = new Tally();
using var end = new CancellationTokenSource(TimeSpan.FromSeconds(double.Parse(args[2], CultureInfo.InvariantCulture)));
using var victim = new Victim(server, source, args[4], args[5], args[6], args.Length > 7 ? args[7] : null);
await Task.WhenAll(attacks.SelectMany(attack => Enumerable.Range(0, attack.Workers).Select(_ => Task.Run(() => attack.RepeatAsync(victim, tally, end.Token)))));
foreach (var line in tally.Lines)
    Console.WriteLine(line);
return 0;
