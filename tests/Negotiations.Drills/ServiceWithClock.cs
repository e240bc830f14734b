using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Service.Tests;

namespace Negotiations.Drills;

/// <summary>The service inside this process, over a database and by a clock that the test gives.</summary>
internal sealed class ServiceWithClock(string connection, TimeProvider clock) : WebApplicationFactory<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:Negotiations", connection);
        builder.UseSetting("Quiet", "true");
        builder.UseSetting("Access:OperatorKeyFile", OperatorsKey.File);
        builder.UseSetting("Keys:Folder", Path.Combine(Path.GetTempPath(), $"negotiations-keys-{Guid.NewGuid():N}"));
        builder.ConfigureTestServices(services => services.AddSingleton(clock));
    }
}
