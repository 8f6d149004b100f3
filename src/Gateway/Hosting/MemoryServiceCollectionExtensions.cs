using Microsoft.AspNetCore.Connections;

namespace LiveParking.Gateway.Hosting;

/// <summary>Adds the memory of connections, and what gives memory back after a flood.</summary>
internal static class MemoryServiceCollectionExtensions
{
    public static IServiceCollection AddGatewayMemory(this IServiceCollection services)
    {
        services.AddSingleton<BlockPools>();
        services.AddSingleton<IMemoryPoolFactory<byte>>(provider => provider.GetRequiredService<BlockPools>());
        services.AddHostedService<MemoryTrimmer>();
        return services;
    }
}
