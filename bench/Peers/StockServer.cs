namespace LiveParking.Peers;

/// <summary>SignalR with its stock MessagePack protocol and all settings as they come.</summary>
internal static class StockServer
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddSignalR().AddMessagePackProtocol();
        var app = builder.Build();
        app.MapHub<StockHub>("/stock");
        return app;
    }
}
