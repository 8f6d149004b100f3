using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using LiveParking.Cameras.Capture;

namespace LiveParking.GatewayTests.Hosting;

/// <summary>Alert rules and dashboards of <c>deploy</c> name metrics that a running system has.</summary>
[Collection(ParkingCollection.Name)]
public sealed partial class MetricNameTests(ParkingSystem system)
{
    private static readonly string Deploy = Path.Combine(Repository.Top, "deploy");

    public static TheoryData<string> Files { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Deploy, "grafana")).Select(file => $"grafana/{Path.GetFileName(file)}"), "prometheus/alerts.yaml"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_metric_exists(string file)
    {
        var known = KnownNames();
        var named = Names().Matches(Expressions(file)).Select(match => match.Value).ToHashSet();

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(known));
    }

    [Fact]
    public void Every_rule_says_what_to_do()
    {
        var rules = File.ReadAllText(Path.Combine(Deploy, "prometheus", "alerts.yaml"));
        var count = rules.Split("- alert: ").Length - 1;
        Assert.Equal((count, count, count), (rules.Split("summary: ").Length - 1, rules.Split("cure: ").Length - 1, rules.Split("severity: ").Length - 1));
    }

    private static string Expressions(string file)
    {
        var path = Path.Combine(Deploy, file);
        if (file.EndsWith(".yaml", StringComparison.Ordinal))
            return string.Join('\n', File.ReadLines(path).Where(line => line.Contains("expr: ", StringComparison.Ordinal)));
        using var dashboard = JsonDocument.Parse(File.ReadAllText(path));
        return string.Join('\n', dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()));
    }

    /// <summary>The names in Prometheus of our instruments, and of those of others that are used.</summary>
    private HashSet<string> KnownNames()
    {
        Assert.NotNull(system.Services);
        // Its instruments are static, and made when the first camera counts something.
        RuntimeHelpers.RunClassConstructor(typeof(CameraOptions).Assembly.GetType("LiveParking.Cameras.Capture.CameraMeter", throwOnError: true)!.TypeHandle);
        HashSet<string> names =
        [
            "dotnet_process_cpu_time_seconds_total", "dotnet_process_memory_working_set_bytes", "dotnet_gc_collections_total",
            "orleans_app_requests_latency_milliseconds_bucket", "orleans_storage_write_latency_milliseconds_bucket",
        ];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (!instrument.Meter.Name.StartsWith("LiveParking.", StringComparison.Ordinal))
                    return;
                var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
                var kind = instrument.GetType().Name;
                var end = kind.Contains("Histogram", StringComparison.Ordinal) ? "_bucket" : kind.Contains("UpDown", StringComparison.Ordinal) ? "" : "_total";
                names.Add(instrument.Name.Replace('.', '_') + unit + end);
            },
        };
        listener.Start();
        return names;
    }

    [GeneratedRegex(@"\b(liveparking|dotnet|orleans)_\w+")]
    private static partial Regex Names();
}
