using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LiveParking.SystemTests.Telemetry;

/// <summary>Receives traces, metrics and logs over OTLP/HTTP with protobuf (opentelemetry-proto 1).</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _server;

    private OtlpReceiver(WebApplication server, Uri address) => (_server, Address) = (server, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>What arrived.</summary>
    public ConcurrentQueue<Span> Spans { get; } = new();

    /// <summary>The names of the metrics that arrived.</summary>
    public ConcurrentDictionary<string, bool> Metrics { get; } = new();

    /// <summary>The log records that arrived: text and attributes.</summary>
    public ConcurrentQueue<(string Text, IReadOnlyDictionary<string, string> Attributes)> Logs { get; } = new();

    /// <summary>The variables that make a program send everything here, all of it sampled.</summary>
    public Dictionary<string, string?> Variables => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address.ToString(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_TRACES_SAMPLER_ARG"] = "1",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "500", ["OTEL_BLRP_SCHEDULE_DELAY"] = "500", ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
    };

    /// <summary>Starts one.</summary>
    public static async Task<OtlpReceiver> StartAsync()
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address.ToString());
        builder.Logging.ClearProviders();
        var server = builder.Build();
        var receiver = new OtlpReceiver(server, address);
        server.MapPost("/v1/traces", (HttpContext http) => TakeAsync(http, receiver.TakeTraces));
        server.MapPost("/v1/metrics", (HttpContext http) => TakeAsync(http, receiver.TakeMetrics));
        server.MapPost("/v1/logs", (HttpContext http) => TakeAsync(http, receiver.TakeLogs));
        await server.StartAsync();
        return receiver;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task TakeAsync(HttpContext http, Action<ReadOnlyMemory<byte>> take)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        take(body.ToArray());
        http.Response.ContentType = "application/x-protobuf";
    }

    /// <summary>ExportTraceServiceRequest.resource_spans (1) . scope_spans (2) . spans (2).</summary>
    private void TakeTraces(ReadOnlyMemory<byte> request)
    {
        foreach (var resourceSpans in Each(request, 1))
        {
            var service = Each(resourceSpans, 1).SelectMany(resource => Attributes(resource, 1)).FirstOrDefault(attribute => attribute.Key == "service.name").Value ?? "";
            foreach (var span in Each(resourceSpans, 2).SelectMany(scope => Each(scope, 2)))
            {
                Spans.Enqueue(new Span(
                    service, Hex(Each(span, 1)), Hex(Each(span, 2)), Hex(Each(span, 4)), Text(Each(span, 5)), Attributes(span, 9)));
            }
        }
    }

    /// <summary>ExportMetricsServiceRequest.resource_metrics (1) . scope_metrics (2) . metrics (2) . name (1).</summary>
    private void TakeMetrics(ReadOnlyMemory<byte> request)
    {
        foreach (var metric in Each(request, 1).SelectMany(resource => Each(resource, 2)).SelectMany(scope => Each(scope, 2)))
            Metrics[Text(Each(metric, 1))] = true;
    }

    /// <summary>ExportLogsServiceRequest.resource_logs (1) . scope_logs (2) . log_records (2) : body (5), attributes (6).</summary>
    private void TakeLogs(ReadOnlyMemory<byte> request)
    {
        foreach (var record in Each(request, 1).SelectMany(resource => Each(resource, 2)).SelectMany(scope => Each(scope, 2)))
            Logs.Enqueue((Text(Each(record, 5).SelectMany(body => Each(body, 1))), Attributes(record, 6)));
    }

    /// <summary>KeyValue: key (1), value (2) . string_value (1) or int_value (3).</summary>
    private static Dictionary<string, string> Attributes(ReadOnlyMemory<byte> message, int number)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in Each(message, number))
        {
            var value = Each(attribute, 2).SelectMany(ProtobufReader.Fields).FirstOrDefault();
            attributes[Text(Each(attribute, 1))] = value.Number == 1 ? Encoding.UTF8.GetString(value.Bytes.Span) : value.Whole.ToString(CultureInfo.InvariantCulture);
        }

        return attributes;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Each(ReadOnlyMemory<byte> message, int number) =>
        ProtobufReader.Fields(message).Where(field => field.Number == number).Select(field => field.Bytes);

    private static string Hex(IEnumerable<ReadOnlyMemory<byte>> values) => Convert.ToHexStringLower(values.FirstOrDefault().Span);

    private static string Text(IEnumerable<ReadOnlyMemory<byte>> values) => Encoding.UTF8.GetString(values.FirstOrDefault().Span);

    /// <summary>One step of a trace.</summary>
    public sealed record Span(string Service, string TraceId, string Id, string ParentId, string Name, IReadOnlyDictionary<string, string> Attributes);
}
