using System.CommandLine;
using LiveParking.Bench.Measuring.Processes;

namespace LiveParking.Bench.FilmSilo;

/// <summary>A silo as src/Silo makes it, with cameras that send generated pictures. The benchmarks start it, no person does.</summary>
internal static class FilmSiloCommands
{
    public static IEnumerable<Command> Create()
    {
        var folder = new Option<string>("--folder") { Description = "the folder of the pictures", Required = true };
        var size = new Option<int>("--size") { Description = "bytes a picture", Required = true };
        var film = new Command("film", "generates the pictures of a run") { folder, size };
        film.SetAction(parsed =>
        {
            Film.Make(parsed.GetValue(folder)!, parsed.GetValue(size));
            return Parent.TellReadyAsync();
        });

        var cameras = new Option<int>("--cameras") { Description = "how many cameras", Required = true };
        var rate = new Option<double>("--rate") { Description = "frames a second of each", Required = true };
        var redis = new Option<string>("--redis") { Description = "host:port", Required = true };
        var siloPort = new Option<int>("--silo-port") { Required = true };
        var gatewayPort = new Option<int>("--gateway-port") { Required = true };
        var silo = new Command("silo", "runs a silo with cameras that show them") { folder, cameras, rate, redis, siloPort, gatewayPort };
        silo.SetAction((parsed, cancel) => SiloRun.RunAsync(
            new SiloSettings(
                parsed.GetValue(folder)!,
                parsed.GetValue(cameras),
                parsed.GetValue(rate),
                parsed.GetValue(redis)!,
                parsed.GetValue(siloPort),
                parsed.GetValue(gatewayPort)),
            cancel));
        film.Hidden = silo.Hidden = true;
        return [film, silo];
    }
}
