using System.CommandLine;
using LiveParking.Bench.Desk;
using LiveParking.Bench.Encode;
using LiveParking.Bench.FilmSilo;
using LiveParking.Bench.Frames;
using LiveParking.Bench.Ingest;
using LiveParking.Bench.Latency;
using LiveParking.Bench.Occupancy;
using LiveParking.Bench.Sites;
using LiveParking.Bench.Viewers;

namespace LiveParking.Bench;

/// <summary>All benchmarks, and the roles in which this program is started again by them.</summary>
internal static class BenchCommand
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Measures the system and its peers, in one run.")
        {
            FramesCommand.Create(), LatencyCommand.Create(), EncodeCommand.Create(), IngestCommand.Create(), OccupancyCommand.Create(), SitesCommand.Create(),
            DeskCommand.Create(), ViewersCommand.Create(),
        };
        foreach (var role in FilmSiloCommands.Create())
            root.Add(role);
        return root;
    }
}
